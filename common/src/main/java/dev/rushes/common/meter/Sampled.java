package dev.rushes.common.meter;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Something that many gauges show and that costs a question: it is asked once for a whole scrape. Where the question
 * fails, the last answer is shown for a while, and then none (NaN): an old number must not pass for a new one.
 */
public final class Sampled<T> {
    private static final Logger LOG = Logger.getLogger(Sampled.class);

    /** An answer is good for so long, so that several who scrape do not ask each for itself. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private static final Duration SHOWN = Duration.ofMinutes(1);

    private final String what;
    private final Supplier<T> question;
    private @Nullable T answer;
    private long answered;
    private long asked;
    private boolean everAsked;

    /**
     * @param what for the log
     * @param question may throw
     */
    public Sampled(String what, Supplier<T> question) {
        this.what = what;
        this.question = question;
    }

    /** A number of the answer; NaN where there is none. */
    public double read(ToDoubleFunction<T> number) {
        T now = now();
        return now == null ? Double.NaN : number.applyAsDouble(now);
    }

    private synchronized @Nullable T now() {
        long now = System.nanoTime();
        if (!everAsked || now - asked > FRESH.toNanos()) {
            everAsked = true;
            asked = now;
            try {
                answer = question.get();
                answered = System.nanoTime();
            } catch (RuntimeException e) {
                LOG.debugf("No fresh %s: %s", what, e.getMessage());
            }
        }
        if (answer != null && System.nanoTime() - answered > SHOWN.toNanos()) {
            answer = null;
        }
        return answer;
    }

    /** Forgets the answer, so that the next who reads asks. */
    public synchronized void forget() {
        everAsked = false;
    }
}
