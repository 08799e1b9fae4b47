package dev.rushes.render.work;

import dev.rushes.common.job.JobTransitions;
import dev.rushes.common.notice.Notices;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Hears from PostgreSQL at once that running work is to end. It is a shortcut only: while it cannot listen, the next
 * look at the row finds the same.
 */
@ApplicationScoped
class CancelNotices {
    private final Notices notices;
    private final Map<UUID, Runnable> watched = new ConcurrentHashMap<>();

    CancelNotices(DataSource database) {
        notices = new Notices(database, JobTransitions.CANCEL_CHANNEL);
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

    void start() {
        // What was said while nobody listened may be about any of them.
        notices.start(() -> watched.values().forEach(Runnable::run), this::heard);
    }

    void stop() {
        notices.stop();
    }

    private void heard(Set<UUID> subjects) {
        for (UUID subject : subjects) {
            Runnable noticed = watched.get(subject);
            if (noticed != null) {
                noticed.run();
            }
        }
    }
}
