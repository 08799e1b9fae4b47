package dev.rushes.api.startup;

import dev.rushes.common.health.DatabaseWatch;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.Readiness;

/**
 * The database answers. Quarkus' own check asks at every probe and is down as soon as one connection is late, which is
 * what a busy moment looks like too.
 */
@Readiness
@Singleton
class DatabaseReadiness extends DatabaseWatch {
    DatabaseReadiness(AgroalDataSource database) {
        super("Database", database, "SELECT 1");
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void refresh() {
        ask();
    }
}
