package dev.rushes.common.meter;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Something that many gauges show and that costs a question. Whoever has it asks on a schedule; who reads gets the last
 * answer and never waits, because a scrape that waits for a database that is away fails, and with it all other numbers.
 * Where questions fail, the last answer is shown for a while, and then none (NaN): an old number must not pass for a new
 * one.
 */
public final class Sampled<T> {
    private static final Logger LOG = Logger.getLogger(Sampled.class);

    private static final Duration SHOWN = Duration.ofMinutes(1);

    private final String what;
    private final Supplier<T> question;
    private volatile @Nullable Answer<T> last;

    private record Answer<T>(T said, long nanos) {}

    /**
     * @param what for the log
     * @param question may throw
     */
    public Sampled(String what, Supplier<T> question) {
        this.what = what;
        this.question = question;
    }

    /** A number of the last answer; NaN where there is none. */
    public double read(ToDoubleFunction<T> number) {
        Answer<T> shown = last;
        return shown == null || System.nanoTime() - shown.nanos() > SHOWN.toNanos()
                ? Double.NaN
                : number.applyAsDouble(shown.said());
    }

    /** Asks now, one after the other: an answer is never replaced by one that was asked for earlier. */
    public synchronized void refresh() {
        try {
            last = new Answer<>(question.get(), System.nanoTime());
        } catch (RuntimeException e) {
            LOG.debugf("No fresh %s: %s", what, e.getMessage());
        }
    }
}
