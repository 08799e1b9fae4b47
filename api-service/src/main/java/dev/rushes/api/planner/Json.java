package dev.rushes.api.planner;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How numbers are written into plans: times to the millisecond, scores to two decimals. */
final class Json {
    private Json() {}

    static BigDecimal time(double seconds) {
        return plain(BigDecimal.valueOf(seconds).setScale(3, RoundingMode.HALF_UP));
    }

    static BigDecimal score(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
