package dev.rushes.render.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where the queues are and how they are asked. */
@ConfigMapping(prefix = "rushes.queue")
interface QueueConfig {
    /** Queue of render jobs; where missing it is looked up by its name. */
    Optional<String> videoProcessingUrl();

    /** Dead letters of render jobs; where missing it is looked up by its name. */
    Optional<String> videoProcessingDeadLetterUrl();

    /** Queue of footage analyses; where missing it is looked up by its name. */
    Optional<String> mediaAnalysisUrl();

    /** Dead letters of footage analyses; where missing it is looked up by its name. */
    Optional<String> mediaAnalysisDeadLetterUrl();

    /**
     * How long one receive waits for a message, at most 20 s. A stopping worker lets its receives end, since a message
     * sent into a dropped connection stays hidden for a lease; so this bounds the time that an idle one takes to stop.
     */
    @WithDefault("5s")
    Duration receiveWait();
}
