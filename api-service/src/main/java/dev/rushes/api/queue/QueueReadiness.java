package dev.rushes.api.queue;

import dev.rushes.common.health.DependencyWatch;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.Readiness;

/** Ready is who can send jobs. */
@Readiness
@Singleton
class QueueReadiness extends DependencyWatch {
    private final MessageQueues queues;

    QueueReadiness(MessageQueues queues) {
        super("Video-processing queue");
        this.queues = queues;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void refresh() {
        ask();
    }

    @Override
    protected Optional<String> trouble() {
        queues.depth(Queue.VIDEO_PROCESSING);
        return Optional.empty();
    }
}
