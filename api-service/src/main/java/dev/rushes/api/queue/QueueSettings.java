package dev.rushes.api.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where the queues are, and how often they are swept. */
@ConfigMapping(prefix = "rushes.queue")
interface QueueSettings {
    /** URL of the video-processing queue; found by its name where missing. */
    Optional<String> videoProcessingUrl();

    /** URL of its dead-letter queue; found by its name where missing. */
    Optional<String> videoProcessingDeadLetterUrl();

    /** URL of the media-analysis queue; found by its name where missing. */
    Optional<String> mediaAnalysisUrl();

    /** URL of its dead-letter queue; found by its name where missing. */
    Optional<String> mediaAnalysisDeadLetterUrl();

    /** How often the sweep runs. */
    @WithDefault("15S")
    Duration sweepEvery();

    /** How long the send after a commit may take before the sweep sends as well. */
    @WithDefault("5S")
    Duration sendGrace();

    /** How long after the end of its lease a worker counts as dead. */
    @WithDefault("1M")
    Duration leaseGrace();

    /** After so long a waiting message is sent anew, since SQS forgets it after 24 hours. */
    @WithDefault("12H")
    Duration resendAfter();
}
