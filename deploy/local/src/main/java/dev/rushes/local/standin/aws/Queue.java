package dev.rushes.local.standin.aws;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The four queues of the specification, made when the stand-ins start. */
enum Queue {
    VIDEO_DEAD("episode-metadata-video-processing-dlq-dev.fifo", Duration.ofDays(14), null),
    VIDEO("episode-metadata-video-processing-dev.fifo", Duration.ofHours(24), VIDEO_DEAD),
    ANALYSIS_DEAD("episode-metadata-media-analysis-dlq-dev.fifo", Duration.ofDays(14), null),
    ANALYSIS("episode-metadata-media-analysis-dev.fifo", Duration.ofHours(24), ANALYSIS_DEAD);

    static final Duration VISIBILITY = Duration.ofMinutes(15);
    static final int MAX_RECEIVES = 3;

    private final String queueName;
    private final Duration retention;
    private final Optional<Queue> deadLetters;

    Queue(String queueName, Duration retention, @Nullable Queue deadLetters) {
        this.queueName = queueName;
        this.retention = retention;
        this.deadLetters = Optional.ofNullable(deadLetters);
    }

    String queueName() {
        return queueName;
    }

    Duration retention() {
        return retention;
    }

    Optional<Queue> deadLetters() {
        return deadLetters;
    }
}
