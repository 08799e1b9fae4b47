package dev.rushes.render.work;

import dev.rushes.common.job.JobTransitions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears from PostgreSQL at once that running work is to end. It is a shortcut only: while it cannot listen, the next
 * look at the row finds the same.
 */
@ApplicationScoped
class CancelNotices {
    private static final Logger LOG = Logger.getLogger(CancelNotices.class);

    /** How long one wait for a notice lasts, and so a stop. */
    private static final int WAIT_MILLIS = 500;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DataSource database;
    private final Map<UUID, Runnable> watched = new ConcurrentHashMap<>();

    /** The thread that is to listen; another one ends, and gives its connection back whole. */
    private volatile @Nullable Thread listener;

    CancelNotices(DataSource database) {
        this.database = database;
    }

    /** Work that is watched until this is closed. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Has something done whenever it is said that the subject is to end; it must be quick. */
    Watch watch(UUID subject, Runnable noticed) {
        watched.put(subject, noticed);
        return () -> {
            boolean unusedAnswer = watched.remove(subject, noticed);
        };
    }

    synchronized void start() {
        if (listener == null) {
            Thread thread = Thread.ofVirtual().name("cancel-notices").unstarted(this::listen);
            listener = thread;
            thread.start();
        }
    }

    synchronized void stop() {
        listener = null;
    }

    private boolean isListener() {
        return Thread.currentThread().equals(listener);
    }

    private void listen() {
        boolean said = false;
        while (isListener()) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + JobTransitions.CANCEL_CHANNEL);
                said = false;
                try {
                    hear(connection.unwrap(PGConnection.class));
                } finally {
                    // The connection goes back to the pool.
                    statement.execute("UNLISTEN *");
                }
            } catch (SQLException e) {
                if (!said && isListener()) {
                    LOG.infof("No cancel notices for now: %s", e.getMessage());
                    said = true;
                }
                pause();
            }
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        // What was said while nobody listened.
        watched.values().forEach(Runnable::run);
        while (isListener()) {
            for (PGNotification notice : connection.getNotifications(WAIT_MILLIS)) {
                Runnable noticed = watched.get(UUID.fromString(notice.getParameter()));
                if (noticed != null) {
                    noticed.run();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
