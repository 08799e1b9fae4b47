package dev.rushes.render.media;

import dev.rushes.common.plan.Rational;
import java.util.List;

/**
 * The step of a take's frames, found from all of their timestamps.
 *
 * @param rate frames a second; the mean where it varies
 * @param variable whether frames leave a constant step by more than the container's rounding
 */
public record Cadence(Rational rate, boolean variable) {
    private static final List<Rational> USUAL_RATES =
            List.of(
                    Rational.of(24_000, 1001),
                    Rational.of(24),
                    Rational.of(25),
                    Rational.of(30_000, 1001),
                    Rational.of(30),
                    Rational.of(50),
                    Rational.of(60_000, 1001),
                    Rational.of(60),
                    Rational.of(10),
                    Rational.of(12),
                    Rational.of(25, 2),
                    Rational.of(15),
                    Rational.of(20),
                    Rational.of(48),
                    Rational.of(100),
                    Rational.of(120));

    /** Matroska rounds to this. */
    private static final double COARSEST_ROUNDING_SECONDS = 0.001;

    /** Of two timestamps each rounded by half a step, and a little for doubles. */
    private static final double SLACK = 1.01;

    /**
     * Finds the step.
     *
     * @param ticks presentation times in ascending order
     * @param timeBase seconds of a tick
     * @param claimed rates that the file states, the most trusted first
     */
    public static Cadence of(long[] ticks, Rational timeBase, List<Rational> claimed) {
        double tick = timeBase.toDouble();
        for (Rational rate : claimed) {
            if (fits(ticks, tick, rate)) {
                return new Cadence(rate, false);
            }
        }
        double seconds = (ticks[ticks.length - 1] - ticks[0]) * tick;
        if (ticks.length < 2 || seconds <= 0) {
            return new Cadence(claimed.isEmpty() ? Rational.of(25) : claimed.getFirst(), false);
        }
        for (Rational rate : USUAL_RATES) {
            if (fits(ticks, tick, rate)) {
                return new Cadence(rate, false);
            }
        }
        double mean = (ticks.length - 1) / seconds;
        Rational whole = Rational.of(Math.max(1, Math.round(mean * 1000)), 1000);
        return new Cadence(whole, !fits(ticks, tick, whole));
    }

    private static boolean fits(long[] ticks, double tick, Rational rate) {
        if (ticks.length < 2) {
            return false;
        }
        double step = 1 / (rate.toDouble() * tick);
        double allowed = Math.max(1, COARSEST_ROUNDING_SECONDS / tick) * SLACK;
        for (int i = 1; i < ticks.length; i++) {
            if (Math.abs(ticks[i] - ticks[0] - i * step) > allowed) {
                return false;
            }
        }
        return true;
    }
}
