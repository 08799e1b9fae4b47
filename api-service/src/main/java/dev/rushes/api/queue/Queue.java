package dev.rushes.api.queue;

import dev.rushes.common.job.DeadLetterQueue;
import dev.rushes.common.job.QueueDefinition;
import java.util.Optional;

/** The four queues. */
enum Queue {
    VIDEO_PROCESSING,
    VIDEO_PROCESSING_DEAD_LETTERS,
    MEDIA_ANALYSIS,
    MEDIA_ANALYSIS_DEAD_LETTERS;

    /** The name that AWS gives it where no URL is configured. */
    String defaultName() {
        return holdsDeadLetters() ? definition().deadLetterName() : definition().name();
    }

    String role() {
        return system() + (holdsDeadLetters() ? "-dead-letters" : "");
    }

    /** Which of the two pairs it belongs to, as the record of dead letters names it. */
    String system() {
        return definition().role();
    }

    boolean holdsDeadLetters() {
        return this == deadLetterQueue();
    }

    Queue deadLetterQueue() {
        return switch (this) {
            case VIDEO_PROCESSING, VIDEO_PROCESSING_DEAD_LETTERS -> VIDEO_PROCESSING_DEAD_LETTERS;
            case MEDIA_ANALYSIS, MEDIA_ANALYSIS_DEAD_LETTERS -> MEDIA_ANALYSIS_DEAD_LETTERS;
        };
    }

    /** Where the letters of a record lie. */
    static Queue of(DeadLetterQueue record) {
        return switch (record) {
            case VIDEO_PROCESSING -> VIDEO_PROCESSING_DEAD_LETTERS;
            case MEDIA_ANALYSIS -> MEDIA_ANALYSIS_DEAD_LETTERS;
        };
    }

    Optional<String> configuredUrl(QueueSettings settings) {
        return switch (this) {
            case VIDEO_PROCESSING -> settings.videoProcessingUrl();
            case VIDEO_PROCESSING_DEAD_LETTERS -> settings.videoProcessingDeadLetterUrl();
            case MEDIA_ANALYSIS -> settings.mediaAnalysisUrl();
            case MEDIA_ANALYSIS_DEAD_LETTERS -> settings.mediaAnalysisDeadLetterUrl();
        };
    }

    private QueueDefinition definition() {
        return switch (this) {
            case VIDEO_PROCESSING, VIDEO_PROCESSING_DEAD_LETTERS ->
                    QueueDefinition.VIDEO_PROCESSING;
            case MEDIA_ANALYSIS, MEDIA_ANALYSIS_DEAD_LETTERS -> QueueDefinition.MEDIA_ANALYSIS;
        };
    }
}
