package dev.rushes.render.analysis;

import dev.rushes.common.footage.Series;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Means over steps of time, in memory that does not grow: where there are too many steps, neighbours become one. The
 * result does not depend on when that happens.
 */
final class Steps {
    private final double[] sums = new double[Series.MOST];
    private final long[] counts = new long[Series.MOST];
    private double step = Series.STEP;
    private int last = -1;

    /** One measurement at a moment in seconds; before 0 none counts. */
    void add(double second, double value) {
        add(second, value, 1);
    }

    /** The sum of several measurements at a moment. */
    void add(double second, double sum, long count) {
        if (second < 0 || Double.isNaN(sum)) {
            return;
        }
        while (second / step >= Series.MOST) {
            halve();
        }
        int index = (int) (second / step);
        sums[index] += sum;
        counts[index] += count;
        last = Math.max(last, index);
    }

    private void halve() {
        for (int i = 0; i < Series.MOST; i++) {
            boolean there = 2 * i + 1 < Series.MOST;
            sums[i] = there ? sums[2 * i] + sums[2 * i + 1] : 0;
            counts[i] = there ? counts[2 * i] + counts[2 * i + 1] : 0;
        }
        step *= 2;
        last /= 2;
    }

    boolean isCoarsened() {
        return step > Series.STEP;
    }

    double step() {
        return step;
    }

    Series series(int decimals) {
        return series(decimals, DoubleUnaryOperator.identity());
    }

    /** The means, changed by that, rounded. */
    Series series(int decimals, DoubleUnaryOperator change) {
        List<@Nullable Double> values = new ArrayList<>();
        double[] known = new double[last + 1];
        int count = 0;
        for (int i = 0; i <= last; i++) {
            if (counts[i] == 0) {
                values.add(null);
                continue;
            }
            double value = rounded(change.applyAsDouble(sums[i] / counts[i]), decimals);
            values.add(value);
            known[count++] = value;
        }
        Arrays.sort(known, 0, count);
        return new Series(step, values, count == 0 ? null : known[count / 2]);
    }

    static double rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).doubleValue();
    }
}
