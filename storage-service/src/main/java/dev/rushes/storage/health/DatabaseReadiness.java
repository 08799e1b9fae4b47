package dev.rushes.storage.health;

import dev.rushes.common.health.DatabaseWatch;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.Readiness;

/** The database answers and has the tables; api-service makes them. */
@Readiness
@Singleton
class DatabaseReadiness extends DatabaseWatch {
    DatabaseReadiness(AgroalDataSource database) {
        super("database", database, "SELECT 1 FROM uploads, outbox, idempotency_keys LIMIT 0");
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void refresh() {
        ask();
    }
}
