package dev.rushes.api.startup;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready is who has a migrated database; the connection itself is another check. */
@Readiness
class MigrationReadiness implements HealthCheck {
    private final Migration migration;

    MigrationReadiness(Migration migration) {
        this.migration = migration;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Database migrated").status(migration.isDone()).build();
    }
}
