package dev.rushes.render.work;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Repeats what an outage prevents, until it is through or not worth waiting for any more. */
final class Insistence {
    private static final Logger LOG = Logger.getLogger(Insistence.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** A stopping worker has little time; what it cannot say is found out when its lease ends. */
    private static final Duration WHILE_STOPPING = Duration.ofSeconds(5);

    private final CountDownLatch stopping;

    /**
     * @param stopping open once the worker is to stop
     */
    Insistence(CountDownLatch stopping) {
        this.stopping = stopping;
    }

    /**
     * Repeats a call.
     *
     * @param what for the log: "sending a message"
     * @return empty where the outage was longer than the limit
     */
    <T> Optional<T> on(String what, Duration limit, Supplier<T> call) {
        long start = System.nanoTime();
        boolean said = false;
        while (true) {
            try {
                return Optional.of(call.get());
            } catch (RuntimeException e) {
                if (!Outage.is(e)) {
                    throw e;
                }
                Duration left = isStopping() ? WHILE_STOPPING : limit;
                if (System.nanoTime() - start > left.toNanos()) {
                    LOG.warnf("Giving up %s: %s", what, e.getMessage());
                    return Optional.empty();
                }
                if (!said) {
                    LOG.warnf("An outage prevents %s, it is tried again: %s", what, e.getMessage());
                    said = true;
                }
            }
            pause();
        }
    }

    /** As {@link #on} for what has no result: whether it was done. */
    boolean on(String what, Duration limit, Runnable call) {
        return on(
                        what,
                        limit,
                        () -> {
                            call.run();
                            return true;
                        })
                .isPresent();
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void pause() {
        try {
            if (isStopping()) {
                Thread.sleep(PAUSE);
            } else {
                // A stop ends the pause, so that the shorter limit counts at once.
                stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
