package dev.rushes.api.planner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses for each scene a way to cut it, so that the programme gets its length and as little as possible is lost. */
final class FitLengths {
    /** Nobody misses two hundredths of a programme; from there on every hundredth costs as much as a phrase. */
    private static final double FREE = 0.02;

    private static final double EVERY_HUNDREDTH = 2;

    private static final int MOST_STEPS = 8_000;

    private FitLengths() {}

    /**
     * The cheapest choice.
     *
     * @param ways of each scene, the natural one first
     * @param wanted seconds of each scene, null where nothing is wished
     * @param target seconds of all scenes together; null takes the natural ways
     */
    static List<Cut> fitted(
            List<List<Cut>> ways, List<@Nullable Double> wanted, @Nullable Double target) {
        if (target == null) {
            return ways.stream().map(List::getFirst).toList();
        }
        double longest =
                ways.stream()
                        .mapToDouble(of -> of.stream().mapToDouble(Cut::seconds).max().orElse(0))
                        .sum();
        double step = Math.max(0.02, Math.max(longest, target) / MOST_STEPS);
        int steps = (int) Math.ceil(longest / step) + ways.size() + 1;
        double[] costs = new double[steps];
        Arrays.fill(costs, Double.POSITIVE_INFINITY);
        costs[0] = 0;
        List<int[]> choices = new ArrayList<>();
        for (int scene = 0; scene < ways.size(); scene++) {
            double[] next = new double[steps];
            Arrays.fill(next, Double.POSITIVE_INFINITY);
            int[] chosen = new int[steps];
            List<Cut> cuts = ways.get(scene);
            for (int way = 0; way < cuts.size(); way++) {
                int length = steps(cuts.get(way), step);
                double cost = cuts.get(way).cost() + apart(cuts.get(way), wanted.get(scene));
                for (int at = 0; at + length < steps; at++) {
                    double sum = costs[at] + cost;
                    // Strictly: of equal ways the first one, so that the result is always the same.
                    if (sum < next[at + length] - 1e-9) {
                        next[at + length] = sum;
                        chosen[at + length] = way;
                    }
                }
            }
            choices.add(chosen);
            costs = next;
        }
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int at = 0; at < steps; at++) {
            double off = Math.abs(at * step - target) / target;
            double cost = costs[at] + Math.max(0, off - FREE) * 100 * EVERY_HUNDREDTH;
            if (cost < least - 1e-9) {
                least = cost;
                best = at;
            }
        }
        List<Cut> fitted = new ArrayList<>();
        for (int scene = ways.size() - 1; scene >= 0; scene--) {
            Cut cut = ways.get(scene).get(choices.get(scene)[best]);
            fitted.addFirst(cut);
            best -= steps(cut, step);
        }
        return fitted;
    }

    private static int steps(Cut cut, double step) {
        return (int) Math.round(cut.seconds() / step);
    }

    private static double apart(Cut cut, @Nullable Double wanted) {
        return wanted == null || wanted <= 0
                ? 0
                : 0.3 * Math.min(2, Math.abs(cut.seconds() - wanted) / wanted);
    }
}
