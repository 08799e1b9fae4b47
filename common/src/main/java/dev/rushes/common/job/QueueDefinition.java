package dev.rushes.common.job;

import java.time.Duration;

/**
 * A FIFO queue with its dead-letter queue.
 *
 * @param role how the API calls it
 * @param variable environment variable with the queue's URL
 * @param deadLetterVariable environment variable with the dead-letter queue's URL
 */
public record QueueDefinition(
        String role,
        String name,
        String variable,
        String deadLetterName,
        String deadLetterVariable) {
    /** How long a received message stays hidden where the receiver does not ask for another time. */
    public static final Duration VISIBILITY = Duration.ofMinutes(15);

    public static final Duration RETENTION = Duration.ofHours(24);
    public static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(14);

    /** A message received this often goes to the dead-letter queue instead of being received once more. */
    public static final int MAX_RECEIVES = 3;

    public static final QueueDefinition VIDEO_PROCESSING =
            new QueueDefinition(
                    "video-processing",
                    "episode-metadata-video-processing-dev.fifo",
                    "SQS_VIDEO_PROCESSING_QUEUE_URL",
                    "episode-metadata-video-processing-dlq-dev.fifo",
                    "SQS_VIDEO_PROCESSING_DLQ_URL");

    /** Analysis must not wait behind long renders. */
    public static final QueueDefinition MEDIA_ANALYSIS =
            new QueueDefinition(
                    "media-analysis",
                    "episode-metadata-media-analysis-dev.fifo",
                    "SQS_MEDIA_ANALYSIS_QUEUE_URL",
                    "episode-metadata-media-analysis-dlq-dev.fifo",
                    "SQS_MEDIA_ANALYSIS_DLQ_URL");
}
