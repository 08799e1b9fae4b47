package dev.rushes.api.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Lets one instance sweep at a time: a session's advisory lock, which ends with its connection at the latest. */
@ApplicationScoped
class SweepLock {
    /** "rushes" as bytes; any number will do that nobody else takes. */
    private static final long KEY = 0x727573686573L;

    private final DataSource database;

    SweepLock(DataSource database) {
        this.database = database;
    }

    /**
     * Runs the work unless another instance is at it. Not within a transaction.
     *
     * @return whether it ran
     */
    boolean tryRun(Runnable work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            if (!call(connection, "SELECT pg_try_advisory_lock(?)")) {
                return false;
            }
            try {
                work.run();
            } finally {
                call(connection, "SELECT pg_advisory_unlock(?)");
            }
            return true;
        }
    }

    private static boolean call(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, KEY);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
