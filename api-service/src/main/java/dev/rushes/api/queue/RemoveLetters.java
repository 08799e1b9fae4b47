package dev.rushes.api.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Removes the messages of letters that came to their end, as soon as that is committed; the sweep does what is left. */
@ApplicationScoped
class RemoveLetters {
    private static final Logger LOG = Logger.getLogger(RemoveLetters.class);

    private final SweepLock lock;
    private final DeadLetterWatch watch;
    private final AtomicBoolean wanted = new AtomicBoolean();

    RemoveLetters(SweepLock lock, DeadLetterWatch watch) {
        this.lock = lock;
        this.watch = watch;
    }

    void resolved(
            @Observes(during = TransactionPhase.AFTER_SUCCESS) ResolveDeadLetter.Resolved letter) {
        // Many at once need one look.
        if (wanted.compareAndSet(false, true)) {
            Thread.ofVirtual().name("remove-letters").start(this::look);
        }
    }

    private void look() {
        wanted.set(false);
        try {
            lock.tryRun(watch::look);
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("Messages of dead letters are left to the sweep: %s", e.getMessage());
        }
    }
}
