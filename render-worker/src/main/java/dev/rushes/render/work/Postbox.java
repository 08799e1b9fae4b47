package dev.rushes.render.work;

import dev.rushes.render.queue.Delivery;
import dev.rushes.render.queue.WorkQueue;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What becomes of messages: they wait, are renewed, deleted or given up. What a message says is in its row as well, so a
 * queue that is away only makes things slower.
 */
final class Postbox<A> {
    private static final Logger LOG = Logger.getLogger(Postbox.class);

    /** What a message would have said is found in the row later: not worth waiting long for. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Work<A> work;
    private final WorkQueue queue;
    private final Insistence insistence;

    Postbox(Work<A> work, Insistence insistence) {
        this.work = work;
        this.queue = work.queue();
        this.insistence = insistence;
    }

    /**
     * Lets the message come back after a while. Near the limit of the queue's redrive a fresh one takes its place, so
     * that it never takes work that may still go well.
     */
    void delay(Message message, Duration time) {
        if (message.isOnItsLastReceive() && tryToRenew(message)) {
            return;
        }
        message.flight().tryToHide(time);
    }

    /** Lets go of a message that was not claimed. */
    void release(Message message) {
        delay(message, Duration.ZERO);
    }

    boolean tryToRenew(Message message) {
        try {
            renew(message);
            return true;
        } catch (RuntimeException e) {
            if (!Outage.is(e)) {
                throw e;
            }
            LOG.debugf(e, "No fresh message for %s", message.ask());
            return false;
        }
    }

    /** Puts a fresh message in the place of this one. */
    void renew(Message message) {
        Optional<Letter> letter = work.redispatch(message.ask());
        if (letter.isPresent()) {
            send(letter.get());
            work.sent(letter.get().ask());
        }
        // Also where there is none: then a newer message is under way.
        message.flight().delete();
    }

    /** Sends a letter that the row intends already; where that cannot be, the sweep sends it. */
    void send(Letter letter, Message old) {
        boolean sent = insistence.on("sending a message", LIMIT, () -> send(letter));
        if (sent) {
            insistence.on("confirming a message", LIMIT, () -> work.sent(letter.ask()));
            delete(old);
        }
    }

    private void send(Letter letter) {
        queue.send(letter.body(), letter.group(), letter.deduplicationId(), letter.traceParent());
    }

    void deadLetter(Message message) {
        Delivery delivery = message.delivery();
        Ask ask = message.ask();
        boolean there =
                insistence.on(
                        "writing a dead letter",
                        LIMIT,
                        () ->
                                queue.giveUp(
                                        delivery.body(),
                                        delivery.group(),
                                        ask.subject() + "-" + ask.dispatch()));
        // Where it is not there, the message comes back as often as the queue allows and goes there
        // by itself.
        if (there) {
            delete(message);
        }
    }

    /** Puts what says nothing we know among the dead letters. */
    void giveUpUnreadable(Delivery delivery) {
        LOG.warnf("A message of %s says nothing we know; it goes to the dead letters", work.name());
        queue.giveUp(delivery.body(), delivery.group(), "unreadable-" + delivery.body().hashCode());
        delete(new Flight(queue, delivery));
    }

    void delete(Message message) {
        delete(message.flight());
    }

    private void delete(Flight flight) {
        insistence.on("deleting a message", LIMIT, flight::delete);
    }
}
