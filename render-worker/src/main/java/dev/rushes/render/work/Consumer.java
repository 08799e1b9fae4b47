package dev.rushes.render.work;

import dev.rushes.common.lease.Claim;
import dev.rushes.common.lease.FaultOutcome;
import dev.rushes.common.trace.TraceParent;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.queue.Delivery;
import dev.rushes.render.queue.QueueUnavailable;
import dev.rushes.render.queue.WorkQueue;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.time.Instant;
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

    private final Work<A> work;
    private final WorkQueue queue;
    private final String workerId;
    private final LeaseConfig config;
    private final Gate gate;
    private final CancelNotices notices;
    private final Duration receiveWait;
    private final MeterRegistry meters;
    private final Tracer tracer;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Insistence insistence = new Insistence(stopping);
    private final Postbox<A> postbox;
    private volatile @Nullable Running<A> running;
    private volatile boolean receiving;
    private volatile boolean over;
    private boolean queueAway;

    private record Running<A>(A attempt, Message message, Lease lease) {}

    Consumer(
            Work<A> work,
            String workerId,
            LeaseConfig config,
            Gate gate,
            CancelNotices notices,
            Duration receiveWait,
            MeterRegistry meters,
            Tracer tracer) {
        this.work = work;
        this.queue = work.queue();
        this.postbox = new Postbox<>(work, insistence);
        this.workerId = workerId;
        this.config = config;
        this.gate = gate;
        this.notices = notices;
        this.receiveWait = receiveWait;
        this.meters = meters;
        this.tracer = tracer;
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
        Optional<Ask> ask = work.read(delivery.body());
        if (ask.isEmpty()) {
            postbox.giveUpUnreadable(delivery);
            return;
        }
        Message message = new Message(ask.get(), delivery, new Flight(queue, delivery));
        if (isStopping()) {
            postbox.release(message);
            return;
        }
        Optional<Claimed<A>> claimed = claim(message);
        if (claimed.isEmpty()) {
            postbox.release(message);
            return;
        }
        switch (claimed.get().claim()) {
            case Claim.Granted<A>(A attempt) -> {
                waited(delivery);
                traced(attempt, message, claimed.get().nanos());
            }
            case Claim.Stale<A>(String reason) -> {
                LOG.infof("Message of %s %s is stale: %s", work.name(), message.ask(), reason);
                count("stale");
                postbox.delete(message);
            }
            case Claim.Held<A>(Duration remaining) -> {
                LOG.debugf("%s is held for %s more", message.ask(), remaining);
                count("held");
                postbox.delay(message, remaining.plus(AFTER_LEASE));
            }
            case Claim.Spent<A>(String reason) -> {
                LOG.infof("%s failed for good: %s", message.ask(), reason);
                count("failed");
                postbox.deadLetter(message);
            }
        }
    }

    private record Claimed<A>(Claim<A> claim, long nanos) {}

    /** Claims, through an outage of the database as well: a message let go would only use up its receives. */
    private Optional<Claimed<A>> claim(Message message) {
        long nextHide = System.nanoTime() + visibility().dividedBy(3).toNanos();
        while (!isStopping()) {
            long before = System.nanoTime();
            try {
                return Optional.of(
                        new Claimed<>(
                                work.claim(message.ask(), workerId, config.duration()), before));
            } catch (RuntimeException e) {
                if (!Outage.is(e)) {
                    throw e;
                }
                LOG.debugf(e, "The claim of %s is tried again", message.ask());
            }
            if (System.nanoTime() - nextHide >= 0) {
                message.flight().tryToHide(config.duration());
                nextHide = System.nanoTime() + config.duration().dividedBy(3).toNanos();
            }
            pause(PAUSE);
        }
        return Optional.empty();
    }

    /** Does the work as a part of the request that it came from, in whatever process that was. */
    private void traced(A attempt, Message message, long claimedNanos) {
        Span span =
                tracer.spanBuilder(work.name())
                        .setParent(TraceParent.parent(message.delivery().traceParent()))
                        .setSpanKind(SpanKind.CONSUMER)
                        .setAttribute("messaging.system", "aws_sqs")
                        .startSpan();
        work.context(attempt)
                .forEach((name, value) -> {
                    MDC.put(name, value);
                    span.setAttribute("rushes." + name, value.toString());
                });
        if (span.getSpanContext().isValid()) {
            MDC.put("traceId", span.getSpanContext().getTraceId());
        }
        try (Scope _ = span.makeCurrent()) {
            carryOut(attempt, message, claimedNanos);
        } finally {
            span.end();
        }
    }

    private void carryOut(A attempt, Message message, long claimedNanos) {
        var row =
                new Lease.Row(
                        () -> work.heartbeat(attempt, config.duration()),
                        () -> work.look(attempt),
                        () -> postbox.renew(message));
        try (Lease lease = new Lease(row, message.flight(), config, insistence, claimedNanos);
                CancelNotices.Watch _ = notices.watch(message.ask().subject(), lease::noticed)) {
            Running<A> now = new Running<>(attempt, message, lease);
            running = now;
            if (isStopping()) {
                lease.stop(StopReason.SHUTDOWN);
            }
            lease.start("lease of " + message.ask().subject());
            if (message.isOnItsLastReceive()) {
                // Should this worker die, the queue would take the message away from work that may
                // still go well.
                postbox.tryToRenew(message);
            }
            perform(now);
        } finally {
            running = null;
        }
    }

    private void perform(Running<A> now) {
        A attempt = now.attempt();
        Lease lease = now.lease();
        boolean mine;
        try {
            mine = work.perform(attempt, lease);
        } catch (Throwable thrown) {
            // An Error as well: a broken native library must end the attempt, not the consumer.
            if (lease.end()) {
                endBadly(now, thrown);
            }
            return;
        }
        if (lease.end() && mine) {
            count("done");
            postbox.delete(now.message());
        } else {
            count("lost");
        }
    }

    private void endBadly(Running<A> now, Throwable thrown) {
        StopReason reason = now.lease().stopReason();
        Ask ask = now.message().ask();
        // Work that was told to stop may end in many ways; what it says then is not what is wrong.
        if (reason != null) {
            LOG.infof("%s stopped: %s", ask.subject(), reason);
            Span.current().setAttribute("rushes.stopped", reason.name());
            switch (reason) {
                case CANCELLED -> {
                    count("cancelled");
                    deleteIf(write("the end of it", () -> work.cancelled(now.attempt())), now);
                }
                case LOST -> count("lost");
                case EXPIRED, SHUTDOWN -> handBack(now);
            }
            return;
        }
        if (thrown instanceof RenderCancelled) {
            LOG.errorf(thrown, "%s stopped though nobody asked for it", ask);
        }
        switch (Failure.of(thrown)) {
            case Failure.Final failure -> {
                wentWrong(thrown);
                count("failed");
                deleteIf(
                        write("writing its failure", () -> work.fail(now.attempt(), failure)), now);
            }
            case Failure.Archived archived -> {
                LOG.infof("%s has archived sources: %s", ask.subject(), thrown.getMessage());
                count("archived");
                deleteIf(
                        write(
                                "waiting for its sources",
                                () -> work.awaitRestore(now.attempt(), archived)),
                        now);
            }
            case Failure.Transient failure -> {
                LOG.warnf(thrown, "%s met a fault", ask);
                wentWrong(thrown);
                count("fault");
                gate.doubt();
                fault(now, failure);
            }
        }
    }

    /** Marks the span: neither what was stopped nor what waits for its sources went wrong. */
    private static void wentWrong(Throwable thrown) {
        Span.current().setStatus(StatusCode.ERROR, thrown.getClass().getSimpleName());
    }

    private void deleteIf(Optional<Boolean> written, Running<A> now) {
        if (written.orElse(false)) {
            postbox.delete(now.message());
        }
    }

    private void fault(Running<A> now, Failure.Transient failure) {
        FaultOutcome outcome =
                write("counting its fault", () -> work.fault(now.attempt(), failure))
                        .orElseGet(FaultOutcome.Lost::new);
        switch (outcome) {
            case FaultOutcome.Retry(int failures) ->
                    postbox.delay(
                            now.message(),
                            config.backOff().multipliedBy(1L << Math.min(failures, 10)));
            case FaultOutcome.Failed() -> postbox.deadLetter(now.message());
            case FaultOutcome.Lost() ->
                    LOG.infof("%s is not this worker's any more", now.message().ask());
        }
    }

    private void handBack(Running<A> now) {
        count("given-back");
        write("giving it back", () -> work.handBack(now.attempt()))
                .flatMap(letter -> letter)
                .ifPresent(fresh -> postbox.send(fresh, now.message()));
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

    /** Of a message that was received before, part of the time was work. */
    private void waited(Delivery delivery) {
        if (delivery.sent() != null && delivery.receiveCount() == 1) {
            Duration wait = Duration.between(delivery.sent(), Instant.now());
            // Two clocks: a queue's that is ahead makes no time run backwards.
            meters.timer("rushes.work.wait", "work", work.name())
                    .record(wait.isNegative() ? Duration.ZERO : wait);
        }
    }

    private void count(String outcome) {
        meters.counter("rushes.work.messages", "work", work.name(), "outcome", outcome).increment();
    }
}
