package dev.rushes.storage.health;

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

/** The database answers and has the tables; api-service makes them. */
@Readiness
@Singleton
class DatabaseReadiness extends DependencyWatch {
    private static final String UNDEFINED_TABLE = "42P01";

    private final AgroalDataSource database;

    DatabaseReadiness(AgroalDataSource database) {
        super("database");
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
            statement.execute("SELECT 1 FROM uploads, outbox, idempotency_keys LIMIT 0");
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(
                    UNDEFINED_TABLE.equals(e.getSQLState())
                            ? "the tables are not there yet; api-service makes them"
                            : "does not answer");
        }
    }
}
