package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import org.jspecify.annotations.Nullable;

/** Reads what a plan does to one clip's picture. */
final class LookReader {
    private static final Rational SLOWEST = Rational.of(1, 4);
    private static final Rational FASTEST = Rational.of(4);

    private LookReader() {}

    static Rational speed(@Nullable JsonCursor at) {
        Rational speed = at == null ? null : at.number();
        if (at == null || speed == null) {
            return Rational.ONE;
        }
        if (speed.compareTo(SLOWEST) < 0 || speed.compareTo(FASTEST) > 0) {
            at.error("must lie between 0.25 and 4");
            return Rational.ONE;
        }
        return speed;
    }

    static Look look(JsonCursor clip) {
        return Look.PLAIN;
    }
}
