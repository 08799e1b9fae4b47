package dev.rushes.api.startup;

import dev.rushes.common.health.DependencyWatch;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.eclipse.microprofile.health.Readiness;

/**
 * The database answers. Quarkus' own check asks at every probe and is down as soon as one connection is late, which is
 * what a busy moment looks like too.
 */
@Readiness
@Singleton
class DatabaseReadiness extends DependencyWatch {
    private final AgroalDataSource database;

    DatabaseReadiness(AgroalDataSource database) {
        super("Database");
        this.database = database;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void refresh() {
        ask();
    }

    @Override
    protected Optional<String> trouble() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of("does not answer");
        }
    }
}
