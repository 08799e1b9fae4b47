package dev.rushes.common.footage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A measure over time: value k belongs to the source seconds from {@code k * step} to {@code (k + 1) * step}.
 *
 * @param step seconds; 0.5 for takes of up to an hour, doubled for longer ones until at most 7,200 values are left
 * @param values null where nothing was measured, such as after the end of the picture
 * @param overall the median of what was measured; null where that is nothing
 */
public record Series(double step, List<@Nullable Double> values, @Nullable Double overall) {
    /** The longest that a series becomes. */
    public static final int MOST = 7_200;

    /** Seconds of a step where the take is not too long for it. */
    public static final double STEP = 0.5;

    public Series {
        if (!(step > 0)) {
            throw new IllegalArgumentException("no step: " + step);
        }
        if (values.size() > MOST) {
            throw new IllegalArgumentException("too long: " + values.size());
        }
        // List.copyOf refuses nulls.
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** The value at a moment; null outside, and where nothing was measured. */
    public @Nullable Double at(double second) {
        int index = (int) Math.floor(second / step);
        return index < 0 || index >= values.size() ? null : values.get(index);
    }

    /** The mean of what was measured in a span; null where that is nothing. */
    public @Nullable Double mean(double start, double end) {
        int from = Math.max(0, (int) Math.floor(start / step));
        int to = Math.min(values.size(), (int) Math.ceil(end / step));
        double[] known =
                from >= to
                        ? new double[0]
                        : values.subList(from, to).stream()
                                .filter(Objects::nonNull)
                                .mapToDouble(Double::doubleValue)
                                .toArray();
        double sum = 0;
        for (double value : known) {
            sum += value;
        }
        return known.length == 0 ? null : sum / known.length;
    }
}
