package dev.rushes.common.health;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The database answers a question. It is asked through the pool that requests use: where they use all connections the
 * database is busy, not gone.
 */
public abstract class DatabaseWatch extends DependencyWatch {
    private static final String UNDEFINED_TABLE = "42P01";

    private final AgroalDataSource database;
    private final String question;

    /**
     * @param database a pool that counts (its metrics are enabled)
     * @param question a statement that costs nothing
     */
    protected DatabaseWatch(String name, AgroalDataSource database, String question) {
        super(name);
        this.database = database;
        this.question = question;
    }

    @Override
    protected final Optional<String> trouble() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(question);
            return Optional.empty();
        } catch (SQLException e) {
            // The pool's own faults have no state: here, that it waited in vain for a connection.
            if (e.getSQLState() == null && database.getMetrics().activeCount() > 0) {
                throw new Busy(e);
            }
            return Optional.of(
                    UNDEFINED_TABLE.equals(e.getSQLState())
                            ? "the tables are not there yet; api-service makes them"
                            : "does not answer");
        }
    }
}
