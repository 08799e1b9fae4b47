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
     * How long one receive waits for a message, at most 20 s. Short, because a message that arrives while a dead worker's
     * receive still waits at the queue is hidden for a while.
     */
    @WithDefault("5s")
    Duration receiveWait();
}
