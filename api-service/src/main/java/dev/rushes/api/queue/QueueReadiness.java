package dev.rushes.api.queue;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/** Ready is who can send jobs. */
@Readiness
class QueueReadiness implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(QueueReadiness.class);

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
            LOG.warnf("The video-processing queue does not answer: %s", e.getMessage());
            return HealthCheckResponse.down("Video-processing queue");
        }
    }
}
