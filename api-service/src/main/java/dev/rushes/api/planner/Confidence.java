package dev.rushes.api.planner;

import java.util.List;

/** How sure a planner may be of a plan, from how sure it was of each choice. */
final class Confidence {
    private Confidence() {}

    /**
     * The weighted mean of the choices, drawn half way towards the weakest take or trim: one wrong clip spoils a cut,
     * however good the others are.
     */
    static double of(List<Choice> choices) {
        double sum = 0;
        double weights = 0;
        double weakest = 1;
        for (Choice choice : choices) {
            sum += choice.kind().weight() * choice.confidence();
            weights += choice.kind().weight();
            if (choice.kind() == Choice.Kind.TAKE || choice.kind() == Choice.Kind.TRIM) {
                weakest = Math.min(weakest, choice.confidence());
            }
        }
        double mean = weights == 0 ? 0 : sum / weights;
        return Math.clamp((mean + Math.min(mean, weakest)) / 2, 0, 1);
    }

    static double clamped(double value) {
        return Math.clamp(value, 0, 1);
    }
}
