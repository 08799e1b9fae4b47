package dev.rushes.api.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hears from PostgreSQL which jobs have changed: one connection for the whole instance, from its first watcher on. */
@ApplicationScoped
class JobNotices {
    private static final Logger LOG = Logger.getLogger(JobNotices.class);

    /** The channel of V12's triggers; the payload is a job's id. */
    private static final String CHANNEL = "rushes_job_events";

    /** How long one wait for a notice lasts, and so a stop. */
    private static final int WAIT_MILLIS = 500;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final DataSource database;
    private @Nullable Thread listener;
    private volatile boolean stopped;

    JobNotices(DataSource database) {
        this.database = database;
    }

    /**
     * Listens from now on, also after the connection was lost. Does nothing where it listens already.
     *
     * @param changed told the jobs that have changed
     * @param listening run whenever it begins to listen: what was said before is lost
     */
    synchronized void listen(Consumer<Collection<UUID>> changed, Runnable listening) {
        if (listener == null && !stopped) {
            listener =
                    Thread.ofVirtual()
                            .name("job-notices")
                            .start(() -> untilStopped(changed, listening));
        }
    }

    void stop() {
        stopped = true;
    }

    private void untilStopped(Consumer<Collection<UUID>> changed, Runnable listening) {
        boolean said = false;
        while (!stopped) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + CHANNEL);
                said = false;
                try {
                    listening.run();
                    hear(connection.unwrap(PGConnection.class), changed);
                } finally {
                    // The connection goes back to the pool.
                    statement.execute("UNLISTEN *");
                }
            } catch (SQLException | RuntimeException e) {
                if (!said && !stopped) {
                    LOG.warnf("No notices of changed jobs for now: %s", e.getMessage());
                    said = true;
                }
                pause();
            }
        }
    }

    private void hear(PGConnection connection, Consumer<Collection<UUID>> changed)
            throws SQLException {
        while (!stopped) {
            PGNotification[] notices = connection.getNotifications(WAIT_MILLIS);
            if (notices != null && notices.length > 0) {
                Set<UUID> jobs = new HashSet<>();
                for (PGNotification notice : notices) {
                    jobs.add(UUID.fromString(notice.getParameter()));
                }
                changed.accept(jobs);
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
