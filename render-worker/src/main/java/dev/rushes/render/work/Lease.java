package dev.rushes.render.work;

import dev.rushes.common.lease.Pulse;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds a piece of work while it is done: extends message and lease, looks whether to stop, and knows by its own clock
 * when it can no longer be sure.
 */
public final class Lease implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Lease.class);

    /**
     * What a lease asks its row.
     *
     * @param beat extends the lease
     * @param look does not
     * @param renew puts a fresh message in the place of the one in flight
     */
    record Row(Supplier<Pulse> beat, Supplier<Pulse> look, Runnable renew) {}

    private final Row row;
    private final Flight flight;
    private final LeaseConfig config;
    private final Insistence insistence;
    private final AtomicReference<@Nullable StopReason> reason = new AtomicReference<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long heldUntil;
    private volatile Runnable everyLook = () -> {};
    private long nextHide;
    private long nextBeat;

    /**
     * @param claimedNanos {@link System#nanoTime()} before the claim
     */
    Lease(Row row, Flight flight, LeaseConfig config, Insistence insistence, long claimedNanos) {
        this.row = row;
        this.flight = flight;
        this.config = config;
        this.insistence = insistence;
        this.heldUntil = claimedNanos + config.duration().toNanos();
        this.nextBeat = claimedNanos + third();
        this.nextHide = System.nanoTime();
    }

    void start(String name) {
        Thread.ofVirtual().name(name).start(this::keep);
    }

    /** Whether the work is to stop; cheap enough to be asked between any two steps. */
    public boolean stop() {
        if (reason.get() == null && System.nanoTime() - heldUntil > 0) {
            stop(StopReason.EXPIRED);
        }
        return reason.get() != null;
    }

    void stop(StopReason why) {
        reason.compareAndSet(null, why);
    }

    /** Why it is to stop, if it is. */
    @Nullable StopReason stopReason() {
        return reason.get();
    }

    /** Has something done about once a second, beside the work itself; it may fail where the database is away. */
    public void everyLook(Runnable action) {
        everyLook = action;
    }

    /** Looks at the row now: somebody says that there is news. */
    void noticed() {
        attempt("looking at the row", () -> learn(row.look().get()));
    }

    /** Has it done now as well, before a step that is too short to be looked at. */
    public void lookNow() {
        attempt("reporting progress", everyLook);
    }

    /**
     * Writes the end of the work, through an outage of the database.
     *
     * @return empty where the outage was too long, and so nobody knows whether it was written
     */
    public <T> Optional<T> insist(String what, Supplier<T> write) {
        return insistence.on(what, config.insistence(), write);
    }

    /** Whether the caller is the one to write the end; true once only. */
    boolean end() {
        return ended.compareAndSet(false, true);
    }

    private void keep() {
        try {
            while (!closed.await(config.look().toMillis(), TimeUnit.MILLISECONDS)) {
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        long now = System.nanoTime();
        // The message first: a lease without it only makes other workers wait, the reverse would
        // wake them.
        if (now - nextHide >= 0 && attempt("hiding the message", this::hide)) {
            nextHide = now + third();
        }
        if (now - nextBeat >= 0) {
            if (attempt("the heartbeat", this::beat)) {
                nextBeat = now + third();
            }
        } else {
            attempt("looking at the row", () -> learn(row.look().get()));
        }
        if (reason.get() == null) {
            attempt("reporting progress", everyLook);
        }
    }

    private void hide() {
        if (flight.isOlderThan(config.longestFlight())) {
            row.renew().run();
        } else {
            flight.hide(config.duration());
        }
    }

    private void beat() {
        long before = System.nanoTime();
        Pulse pulse = row.beat().get();
        learn(pulse);
        if (pulse != Pulse.LOST) {
            heldUntil = before + config.duration().toNanos();
        }
    }

    private void learn(Pulse pulse) {
        switch (pulse) {
            case MINE -> {}
            case CANCEL_REQUESTED -> stop(StopReason.CANCELLED);
            case LOST -> stop(StopReason.LOST);
        }
    }

    private static boolean attempt(String what, Runnable action) {
        try {
            action.run();
            return true;
        } catch (RuntimeException e) {
            LOG.debugf(e, "%s failed and is tried again", what);
            return false;
        }
    }

    private long third() {
        return config.duration().dividedBy(3).toNanos();
    }

    /** Ends the heartbeats. */
    @Override
    public void close() {
        closed.countDown();
    }
}
