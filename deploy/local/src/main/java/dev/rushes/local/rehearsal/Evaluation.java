package dev.rushes.local.rehearsal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * How well plans did.
 *
 * @param clips of all plans
 * @param lengthErrors of each plan, as a share of its target
 * @param repeated whether each plan came out the same a second time
 */
public record Evaluation(List<Judged> clips, List<Double> lengthErrors, List<Boolean> repeated) {
    private static final double RIGHT_TAKES = 0.95;
    private static final double RIGHT_POINTS = 0.9;
    private static final double LENGTH = 0.05;

    public Evaluation {
        clips = List.copyOf(clips);
        lengthErrors = List.copyOf(lengthErrors);
        repeated = List.copyOf(repeated);
    }

    /** What is not as good as it must be; empty where all is. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (share(Judged::rightTake) < RIGHT_TAKES) {
            faults.add("too few right takes");
        }
        if (points(Judged::inError) < RIGHT_POINTS || points(Judged::outError) < RIGHT_POINTS) {
            faults.add("too few points at pauses");
        }
        if (lengthErrors.stream().anyMatch(error -> error > LENGTH)) {
            faults.add("a programme misses its length");
        }
        if (repeated.contains(false)) {
            faults.add("the same input gave another plan");
        }
        if (share(Judged::explained) < 1) {
            faults.add("a clip without reason and evidence");
        }
        return faults;
    }

    /** A line for each figure. */
    public List<String> table() {
        List<String> table = new ArrayList<>();
        table.add(line("right take", share(Judged::rightTake), clips.size() + " clips"));
        table.add(line("in-point within 2 frames of a pause", points(Judged::inError), "of those"));
        table.add(
                line("out-point within 2 frames of a pause", points(Judged::outError), "of those"));
        table.add(
                line(
                        "length within 5 % of the target",
                        (double) lengthErrors.stream().filter(error -> error <= LENGTH).count()
                                / lengthErrors.size(),
                        "worst %.1f %%"
                                .formatted(
                                        100
                                                * lengthErrors.stream()
                                                        .mapToDouble(Double::doubleValue)
                                                        .max()
                                                        .orElse(0))));
        table.add(
                line(
                        "same input, same plan",
                        (double) repeated.stream().filter(same -> same).count() / repeated.size(),
                        repeated.size() + " plans"));
        table.add(line("reason and evidence", share(Judged::explained), clips.size() + " clips"));
        List<Judged> sorted = new ArrayList<>(clips);
        sorted.sort(Comparator.comparingDouble(Judged::confidence));
        for (int third = 0; third < 3; third++) {
            List<Judged> part =
                    sorted.subList(third * sorted.size() / 3, (third + 1) * sorted.size() / 3);
            if (!part.isEmpty()) {
                table.add(
                        line(
                                "mistakes at confidence %.2f to %.2f"
                                        .formatted(
                                                part.getFirst().confidence(),
                                                part.getLast().confidence()),
                                (double) part.stream().filter(Judged::mistaken).count()
                                        / part.size(),
                                part.size() + " clips"));
            }
        }
        return table;
    }

    private double share(Predicate<Judged> condition) {
        return clips.isEmpty()
                ? 0
                : (double) clips.stream().filter(condition).count() / clips.size();
    }

    /** Of clips from right takes: elsewhere there is no true point. */
    private double points(java.util.function.ToDoubleFunction<Judged> error) {
        List<Judged> right = clips.stream().filter(Judged::rightTake).toList();
        return right.isEmpty()
                ? 0
                : (double)
                                right.stream()
                                        .filter(clip ->
                                                error.applyAsDouble(clip) <= Judged.TOLERANCE)
                                        .count()
                        / right.size();
    }

    private static String line(String what, double share, String of) {
        return String.format(Locale.ROOT, "%-44s %6.1f %%  %s", what, 100 * share, of);
    }
}
