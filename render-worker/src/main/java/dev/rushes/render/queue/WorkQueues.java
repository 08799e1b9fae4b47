package dev.rushes.render.queue;

import dev.rushes.common.job.QueueDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The worker's two queues. */
@ApplicationScoped
public class WorkQueues {
    private final WorkQueue renders;
    private final WorkQueue analyses;
    private final Duration receiveWait;

    @Inject
    WorkQueues(SqsClient sqs, QueueConfig config) {
        renders =
                new WorkQueue(
                        sqs,
                        QueueDefinition.VIDEO_PROCESSING,
                        config.videoProcessingUrl(),
                        config.videoProcessingDeadLetterUrl());
        analyses =
                new WorkQueue(
                        sqs,
                        QueueDefinition.MEDIA_ANALYSIS,
                        config.mediaAnalysisUrl(),
                        config.mediaAnalysisDeadLetterUrl());
        receiveWait = config.receiveWait();
    }

    public WorkQueue renders() {
        return renders;
    }

    public WorkQueue analyses() {
        return analyses;
    }

    public List<WorkQueue> all() {
        return List.of(renders, analyses);
    }

    /** How long one receive waits for a message. */
    public Duration receiveWait() {
        return receiveWait;
    }
}
