package dev.rushes.api.report;

import dev.rushes.common.usage.RequestCounts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Adds this instance's requests to the common table, now and then and at its end. */
@Singleton
class FlushRequestCounts {
    private static final Logger LOG = Logger.getLogger(FlushRequestCounts.class);

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
        flush();
    }

    void stop(@Observes ShutdownEvent event) {
        flush();
    }

    private void flush() {
        try {
            counts.flush();
        } catch (RuntimeException e) {
            LOG.debugf("Request counts are added later: %s", e.getMessage());
        }
    }
}
