package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan with its reasons.
 *
 * @param structure the edit structure
 * @param choices in the order of the plan
 * @param takeScores of every take, 0 to 1
 * @param generatedBy {@code rules}, or the model's name
 * @param prompt what a model was asked; null for rules
 */
public record Proposal(
        ObjectNode structure,
        List<Choice> choices,
        Map<UUID, Double> takeScores,
        String generatedBy,
        @Nullable String prompt) {
    public Proposal {
        choices = List.copyOf(choices);
        takeScores = Map.copyOf(takeScores);
    }

    /** 0 to 1: see {@link Confidence}. */
    public double confidence() {
        return Confidence.of(choices);
    }

    /** The same of rows that were changed since, 0 to 1. */
    public static double confidence(List<Choice> choices) {
        return Confidence.of(choices);
    }
}
