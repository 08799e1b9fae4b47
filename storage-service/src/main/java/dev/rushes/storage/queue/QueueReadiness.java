package dev.rushes.storage.queue;

import dev.rushes.common.health.DependencyWatch;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.Readiness;

/** The analysis queue answers. */
@Readiness
@Singleton
class QueueReadiness extends DependencyWatch {
    private final AnalysisQueue queue;

    QueueReadiness(AnalysisQueue queue) {
        super("analysis queue");
        this.queue = queue;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void refresh() {
        ask();
    }

    @Override
    protected Optional<String> trouble() {
        queue.ping();
        return Optional.empty();
    }
}
