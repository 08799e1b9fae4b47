package dev.rushes.render.work;

import dev.rushes.common.job.QueueDefinition;
import dev.rushes.common.lease.Claim;
import dev.rushes.common.lease.FaultOutcome;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.queue.Delivery;
import dev.rushes.render.queue.QueueUnavailable;
import dev.rushes.render.queue.WorkQueue;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Takes one message after the other and sees each to its end. Everything may happen twice: what is written is fenced by
 * the attempt, and a message too many finds its work done.
 */
final class Consumer<A> implements Runnable {
    private static final Logger LOG = Logger.getLogger(Consumer.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Added to another's lease, so that it has ended when the message is back. */
    private static final Duration AFTER_LEASE = Duration.ofSeconds(2);

    /** What a message would have said is in the row as well and found there later: not worth waiting long for. */
    private static final Duration MESSAGE_LIMIT = Duration.ofSeconds(30);

    private final Work<A> work;
    private final WorkQueue queue;
    private final String workerId;
    private final LeaseConfig config;
    private final Gate gate;
    private final Duration receiveWait;
    private final MeterRegistry meters;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Insistence insistence = new Insistence(stopping);
    private volatile @Nullable Running<A> running;
    private volatile boolean receiving;
    private volatile boolean over;
    private boolean queueAway;

    private record Running<A>(A attempt, Ask ask, Flight flight, Lease lease) {}

    Consumer(
            Work<A> work,
            String workerId,
            LeaseConfig config,
            Gate gate,
            Duration receiveWait,
            MeterRegistry meters) {
        this.work = work;
        this.queue = work.queue();
        this.workerId = workerId;
        this.config = config;
        this.gate = gate;
        this.receiveWait = receiveWait;
        this.meters = meters;
    }

    @Override
    public void run() {
        try {
            while (!isStopping()) {
                receiveAndTake();
            }
        } finally {
            over = true;
        }
    }

    private void receiveAndTake() {
        Optional<Delivery> delivery = receive();
        try {
            delivery.ifPresent(this::take);
        } catch (RuntimeException e) {
            // The message comes back; the consumer must live on.
            LOG.errorf(e, "A message of %s could not be handled", work.name());
            pause(PAUSE);
        } finally {
            MDC.clear();
        }
    }

    /** Takes no more work and stops what is running. */
    void stop() {
        stopping.countDown();
        Running<A> now = running;
        if (now != null) {
            now.lease().stop(StopReason.SHUTDOWN);
        }
    }

    /** Gives the running work back over its head; called where it does not stop by itself. */
    void giveBack() {
        Running<A> now = running;
        if (now != null && now.lease().end()) {
            handBack(now);
        }
    }

    boolean isBusy() {
        return running != null;
    }

    /** Whether it waits for a message; a stopping worker need not wait for that. */
    boolean isReceiving() {
        return receiving;
    }

    /** Whether it has taken its last message, and is done with it. */
    boolean isOver() {
        return over;
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private Optional<Delivery> receive() {
        if (!gate.isOpen()) {
            pause(PAUSE);
            return Optional.empty();
        }
        receiving = true;
        try {
            Optional<Delivery> delivery = queue.receive(receiveWait, visibility());
            if (queueAway) {
                LOG.infof("The queue of %s answers again", work.name());
                queueAway = false;
            }
            return delivery;
        } catch (QueueUnavailable e) {
            if (!queueAway && !isStopping()) {
                LOG.warn(e.getMessage());
                queueAway = true;
            }
            pause(PAUSE);
            return Optional.empty();
        } finally {
            receiving = false;
        }
    }

    private Duration visibility() {
        Duration lease = config.duration();
        return config.untilClaimed().compareTo(lease) < 0 ? config.untilClaimed() : lease;
    }

    private void take(Delivery delivery) {
        Flight flight = new Flight(queue, delivery);
        Optional<Ask> ask = work.read(delivery.body());
        if (ask.isEmpty()) {
            LOG.warnf(
                    "A message of %s says nothing we know; it goes to the dead letters",
                    work.name());
            queue.giveUp(
                    delivery.body(), delivery.group(), "unreadable-" + delivery.body().hashCode());
            delete(flight);
            return;
        }
        if (isStopping()) {
            release(ask.get(), delivery, flight);
            return;
        }
        Optional<Claimed<A>> claimed = claim(ask.get(), flight);
        if (claimed.isEmpty()) {
            release(ask.get(), delivery, flight);
            return;
        }
        switch (claimed.get().claim()) {
            case Claim.Granted<A>(A attempt) ->
                    carryOut(attempt, ask.get(), delivery, flight, claimed.get().nanos());
            case Claim.Stale<A>(String reason) -> {
                LOG.infof("Message of %s %s is stale: %s", work.name(), ask.get(), reason);
                count("stale");
                delete(flight);
            }
            case Claim.Held<A>(Duration remaining) -> {
                LOG.debugf("%s is held for %s more", ask.get(), remaining);
                count("held");
                wait(ask.get(), delivery, flight, remaining.plus(AFTER_LEASE));
            }
            case Claim.Spent<A>(String reason) -> {
                LOG.infof("%s failed for good: %s", ask.get(), reason);
                count("failed");
                deadLetter(ask.get(), delivery.body(), delivery.group(), flight);
            }
        }
    }

    private record Claimed<A>(Claim<A> claim, long nanos) {}

    /** Claims, through an outage of the database as well: a message let go would only use up its receives. */
    private Optional<Claimed<A>> claim(Ask ask, Flight flight) {
        long nextHide = System.nanoTime() + visibility().dividedBy(3).toNanos();
        while (!isStopping()) {
            long before = System.nanoTime();
            try {
                return Optional.of(
                        new Claimed<>(work.claim(ask, workerId, config.duration()), before));
            } catch (RuntimeException e) {
                if (!Outage.is(e)) {
                    throw e;
                }
                LOG.debugf(e, "The claim of %s is tried again", ask);
            }
            if (System.nanoTime() - nextHide >= 0) {
                flight.tryToHide(config.duration());
                nextHide = System.nanoTime() + config.duration().dividedBy(3).toNanos();
            }
            pause(PAUSE);
        }
        return Optional.empty();
    }

    private void carryOut(A attempt, Ask ask, Delivery delivery, Flight flight, long claimedNanos) {
        work.context(attempt).forEach(MDC::put);
        var row =
                new Lease.Row(
                        () -> work.heartbeat(attempt, config.duration()),
                        () -> work.look(attempt),
                        () -> renew(ask, flight));
        try (Lease lease = new Lease(row, flight, config, insistence, claimedNanos)) {
            Running<A> now = new Running<>(attempt, ask, flight, lease);
            running = now;
            if (isStopping()) {
                lease.stop(StopReason.SHUTDOWN);
            }
            lease.start("lease of " + ask.subject());
            if (delivery.receiveCount() >= QueueDefinition.MAX_RECEIVES) {
                // Should this worker die, the queue would take the message away from work that may
                // still go well.
                tryToRenew(ask, flight);
            }
            perform(now, delivery);
        } finally {
            running = null;
        }
    }

    private void perform(Running<A> now, Delivery delivery) {
        A attempt = now.attempt();
        Lease lease = now.lease();
        boolean mine;
        try {
            mine = work.perform(attempt, lease);
        } catch (Throwable thrown) {
            // An Error as well: a broken native library must end the attempt, not the consumer.
            if (lease.end()) {
                endBadly(now, delivery, thrown);
            }
            return;
        }
        if (lease.end() && mine) {
            count("done");
            delete(now.flight());
        } else {
            count("lost");
        }
    }

    private void endBadly(Running<A> now, Delivery delivery, Throwable thrown) {
        StopReason reason = now.lease().stopReason();
        // Work that was told to stop may end in many ways; what it says then is not what is wrong.
        if (reason != null) {
            LOG.infof("%s stopped: %s", now.ask().subject(), reason);
            switch (reason) {
                case CANCELLED -> {
                    count("cancelled");
                    if (write("the end of it", () -> work.cancelled(now.attempt())).orElse(false)) {
                        delete(now.flight());
                    }
                }
                case LOST -> count("lost");
                case EXPIRED, SHUTDOWN -> handBack(now);
            }
            return;
        }
        if (thrown instanceof RenderCancelled) {
            LOG.errorf(thrown, "%s stopped though nobody asked for it", now.ask());
        }
        switch (Failure.of(thrown)) {
            case Failure.Final failure -> {
                count("failed");
                if (write("writing its failure", () -> work.fail(now.attempt(), failure))
                        .orElse(false)) {
                    delete(now.flight());
                }
            }
            case Failure.Transient failure -> {
                LOG.warnf(thrown, "%s met a fault", now.ask());
                count("fault");
                gate.doubt();
                fault(now, delivery, failure);
            }
        }
    }

    private void fault(Running<A> now, Delivery delivery, Failure.Transient failure) {
        FaultOutcome outcome =
                write("counting its fault", () -> work.fault(now.attempt(), failure))
                        .orElseGet(FaultOutcome.Lost::new);
        switch (outcome) {
            case FaultOutcome.Retry(int failures) ->
                    wait(
                            now.ask(),
                            delivery,
                            now.flight(),
                            config.backOff().multipliedBy(1L << Math.min(failures, 10)));
            case FaultOutcome.Failed() ->
                    deadLetter(now.ask(), delivery.body(), delivery.group(), now.flight());
            case FaultOutcome.Lost() -> LOG.infof("%s is not this worker's any more", now.ask());
        }
    }

    private void handBack(Running<A> now) {
        count("given-back");
        write("giving it back", () -> work.handBack(now.attempt()))
                .flatMap(letter -> letter)
                .ifPresent(fresh -> send(fresh, now.flight()));
    }

    /**
     * Lets the message come back after a while. Near the limit of the queue's redrive a fresh one takes its place, so
     * that it never takes work that may still go well.
     */
    private void wait(Ask ask, Delivery delivery, Flight flight, Duration time) {
        if (delivery.receiveCount() >= QueueDefinition.MAX_RECEIVES && tryToRenew(ask, flight)) {
            return;
        }
        flight.tryToHide(time);
    }

    /** Lets go of a message that was not claimed. */
    private void release(Ask ask, Delivery delivery, Flight flight) {
        wait(ask, delivery, flight, Duration.ZERO);
    }

    private boolean tryToRenew(Ask ask, Flight flight) {
        try {
            renew(ask, flight);
            return true;
        } catch (RuntimeException e) {
            if (!Outage.is(e)) {
                throw e;
            }
            LOG.debugf(e, "No fresh message for %s", ask);
            return false;
        }
    }

    private void renew(Ask ask, Flight flight) {
        Optional<Letter> letter = work.redispatch(ask);
        if (letter.isPresent()) {
            queue.send(letter.get().body(), letter.get().group(), letter.get().deduplicationId());
            work.sent(letter.get().ask());
        }
        // Also where there is none: then a newer message is under way.
        flight.delete();
    }

    /** Sends a letter that the row intends already; where that cannot be, the sweep sends it. */
    private void send(Letter letter, Flight old) {
        boolean sent =
                insistence.on(
                        "sending a message",
                        MESSAGE_LIMIT,
                        () -> queue.send(letter.body(), letter.group(), letter.deduplicationId()));
        if (sent) {
            insistence.on("confirming a message", MESSAGE_LIMIT, () -> work.sent(letter.ask()));
            delete(old);
        }
    }

    private void deadLetter(Ask ask, String body, String group, Flight flight) {
        boolean there =
                insistence.on(
                        "writing a dead letter",
                        MESSAGE_LIMIT,
                        () -> queue.giveUp(body, group, ask.subject() + "-" + ask.dispatch()));
        // Where it is not there, the message comes back as often as the queue allows and goes there
        // by itself.
        if (there) {
            delete(flight);
        }
    }

    private void delete(Flight flight) {
        insistence.on("deleting a message", MESSAGE_LIMIT, flight::delete);
    }

    private <T> Optional<T> write(String what, Supplier<T> write) {
        return insistence.on(what, config.insistence(), write);
    }

    /** Waits, less where the worker is to stop. */
    private void pause(Duration time) {
        try {
            stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(String outcome) {
        meters.counter("rushes.work.messages", "work", work.name(), "outcome", outcome).increment();
    }
}
