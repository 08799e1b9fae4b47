package dev.rushes.common.footage;

/**
 * A piece of a take in source seconds.
 *
 * @param start first moment
 * @param end exclusive, after {@code start}
 */
public record Span(double start, double end) {
    public Span {
        if (!(start >= 0) || !(end > start) || Double.isInfinite(end)) {
            throw new IllegalArgumentException("no span: " + start + " to " + end);
        }
    }

    /** Seconds. */
    public double length() {
        return end - start;
    }

    /** Whether the moment lies inside. */
    public boolean holds(double second) {
        return second >= start && second < end;
    }

    /** Seconds that both cover. */
    public double overlap(Span other) {
        return Math.max(0, Math.min(end, other.end) - Math.max(start, other.start));
    }
}
