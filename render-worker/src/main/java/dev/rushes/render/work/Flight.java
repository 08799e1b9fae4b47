package dev.rushes.render.work;

import dev.rushes.render.queue.Delivery;
import dev.rushes.render.queue.QueueUnavailable;
import dev.rushes.render.queue.WorkQueue;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The received message of a piece of work, while SQS counts it as in flight. */
final class Flight {
    private static final Logger LOG = Logger.getLogger(Flight.class);

    private final WorkQueue queue;
    private @Nullable Delivery delivery;

    Flight(WorkQueue queue, Delivery delivery) {
        this.queue = queue;
        this.delivery = delivery;
    }

    /** Hides the message for that long from now; nothing where it is not ours any more. */
    synchronized void hide(Duration visibility) {
        if (delivery != null && !queue.hide(delivery, visibility)) {
            LOG.debugf(
                    "The message of %s is not this worker's any more", queue.definition().role());
            delivery = null;
        }
    }

    synchronized void delete() {
        if (delivery != null) {
            queue.delete(delivery);
            delivery = null;
        }
    }

    /** As {@link #hide}, where SQS does not answer without a word: the message then comes back by itself. */
    void tryToHide(Duration visibility) {
        try {
            hide(visibility);
        } catch (QueueUnavailable e) {
            LOG.debugf(e, "The message could not be hidden");
        }
    }

    synchronized boolean isOlderThan(Duration age) {
        return delivery != null && System.nanoTime() - delivery.receivedNanos() > age.toNanos();
    }
}
