package dev.rushes.common.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class DatabaseWatchTest {
    private static final String ANYTHING = "SELECT 1";

    private static DatabaseWatch watch(AgroalDataSource pool, String question) {
        return new DatabaseWatch("database", pool, question) {};
    }

    private static List<Status> asked(DatabaseWatch watch, int times) {
        List<Status> seen = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            watch.ask();
            seen.add(watch.call().getStatus());
        }
        return seen;
    }

    /** Of one connection. */
    private static AgroalDataSource pool(EmbeddedPostgres server) throws SQLException {
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier()
                        .metricsEnabled()
                        .connectionPoolConfiguration(pool ->
                                pool.maxSize(1)
                                        .acquisitionTimeout(Duration.ofSeconds(1))
                                        .connectionFactoryConfiguration(factory ->
                                                factory.jdbcUrl(
                                                        server.getJdbcUrl(
                                                                "postgres", "postgres")))));
    }

    @Test
    void aPoolWhoseConnectionsAreAllInUseSaysNothingOfTheDatabase()
            throws IOException, SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                AgroalDataSource pool = pool(server)) {
            DatabaseWatch watch = watch(pool, ANYTHING);
            assertThat(asked(watch, 1)).containsExactly(Status.UP);
            try (Connection _ = pool.getConnection()) {
                assertThat(asked(watch, 3)).containsExactly(Status.UP, Status.UP, Status.UP);
                // Nor is that an answer.
                assertThat(asked(watch(pool, ANYTHING), 1)).containsExactly(Status.DOWN);
            }
            assertThat(asked(watch, 1)).containsExactly(Status.UP);

            DatabaseWatch early = watch(pool, "SELECT 1 FROM no_such_table");
            assertThat(asked(early, 1)).containsExactly(Status.DOWN);
            assertThat(early.call().getData())
                    .contains(
                            Map.of(
                                    "reason",
                                    "the tables are not there yet; api-service makes them"));
        }
    }

    @Test
    void aDatabaseThatIsGoneIsMissedAtTheThirdQuestion() throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        try (AgroalDataSource pool = pool(server)) {
            DatabaseWatch watch = watch(pool, ANYTHING);
            assertThat(asked(watch, 1)).containsExactly(Status.UP);
            server.close();
            assertThat(asked(watch, 3)).containsExactly(Status.UP, Status.UP, Status.DOWN);
            assertThat(watch.call().getData()).contains(Map.of("reason", "does not answer"));
        } finally {
            server.close();
        }
    }
}
