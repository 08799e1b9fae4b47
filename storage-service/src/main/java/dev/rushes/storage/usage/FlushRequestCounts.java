package dev.rushes.storage.usage;

import dev.rushes.common.usage.RequestCounts;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;

/** Adds this instance's requests to the common table, now and then. */
@Singleton
class FlushRequestCounts {
    private final RequestCounts counts;

    FlushRequestCounts(RequestCounts counts) {
        this.counts = counts;
    }

    @Scheduled(
            every = "30s",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void scheduled() {
        counts.flushOrLater();
    }
}
