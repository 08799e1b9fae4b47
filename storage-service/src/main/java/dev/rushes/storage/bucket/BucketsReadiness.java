package dev.rushes.storage.bucket;

import dev.rushes.common.health.DependencyWatch;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.Readiness;

/** S3 answers, and the buckets were brought into order since the start. */
@Readiness
@Singleton
class BucketsReadiness extends DependencyWatch {
    private final Buckets buckets;
    private final BucketsStart start;

    BucketsReadiness(Buckets buckets, BucketsStart start) {
        super("buckets");
        this.buckets = buckets;
        this.start = start;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void refresh() {
        ask();
    }

    /** At once, so that a start does not wait for the next question. */
    void refresh(@Observes BucketsStart.InOrder now) {
        ask();
    }

    @Override
    protected Optional<String> trouble() {
        if (!start.isDone()) {
            return Optional.of("not in order yet");
        }
        String missing = buckets.firstMissing();
        return missing == null ? Optional.empty() : Optional.of(missing + " does not exist");
    }
}
