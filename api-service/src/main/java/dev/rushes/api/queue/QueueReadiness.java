package dev.rushes.api.queue;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import software.amazon.awssdk.core.exception.SdkException;

/** Ready is who can send jobs. */
@Readiness
class QueueReadiness implements HealthCheck {
    private final MessageQueues queues;

    QueueReadiness(MessageQueues queues) {
        this.queues = queues;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            queues.depth(Queue.VIDEO_PROCESSING);
            return HealthCheckResponse.up("Video-processing queue");
        } catch (SdkException e) {
            return HealthCheckResponse.down("Video-processing queue");
        }
    }
}
