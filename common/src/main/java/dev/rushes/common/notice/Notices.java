package dev.rushes.common.notice;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears what is said on a channel of PostgreSQL (LISTEN), whose payloads are ids: one connection for the whole process, and
 * another one when it is lost. A shortcut only: what is said meanwhile is not heard.
 */
public final class Notices {
    private static final Logger LOG = Logger.getLogger(Notices.class);

    /** How long one wait for a notice lasts, and so a stop. */
    private static final int WAIT_MILLIS = 500;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final DataSource database;
    private final String channel;

    /** The thread that is to listen; another one ends, and gives its connection back whole. */
    private volatile @Nullable Thread listener;

    /**
     * Listens only once it is started.
     *
     * @param channel an SQL name
     */
    public Notices(DataSource database, String channel) {
        this.database = database;
        this.channel = channel;
    }

    /**
     * Listens from now on. Does nothing where it listens already.
     *
     * @param listening run whenever it begins to listen: what was said before is lost
     * @param heard told the ids, each once, of all that was said at a time
     */
    public synchronized void start(Runnable listening, Consumer<Set<UUID>> heard) {
        if (listener == null) {
            Thread thread =
                    Thread.ofVirtual()
                            .name("notices-" + channel)
                            .unstarted(() -> untilStopped(listening, heard));
            listener = thread;
            thread.start();
        }
    }

    /** Ends the listening soon; it can be started again. */
    public synchronized void stop() {
        listener = null;
    }

    private boolean isListener() {
        return Thread.currentThread().equals(listener);
    }

    private void untilStopped(Runnable listening, Consumer<Set<UUID>> heard) {
        boolean said = false;
        while (isListener()) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + channel);
                said = false;
                try {
                    listening.run();
                    hear(connection.unwrap(PGConnection.class), heard);
                } finally {
                    // The connection goes back to the pool.
                    statement.execute("UNLISTEN *");
                }
            } catch (SQLException | RuntimeException e) {
                if (!said && isListener()) {
                    LOG.warnf("No notices of %s for now: %s", channel, e.getMessage());
                    said = true;
                }
                pause();
            }
        }
    }

    private void hear(PGConnection connection, Consumer<Set<UUID>> heard) throws SQLException {
        while (isListener()) {
            PGNotification[] notices = connection.getNotifications(WAIT_MILLIS);
            if (notices != null && notices.length > 0) {
                Set<UUID> ids = new HashSet<>();
                for (PGNotification notice : notices) {
                    ids.add(UUID.fromString(notice.getParameter()));
                }
                heard.accept(ids);
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
