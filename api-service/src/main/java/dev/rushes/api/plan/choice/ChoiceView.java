package dev.rushes.api.plan.choice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.api.planner.Choice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One choice of a planner.
 *
 * @param kind order, take, trim, length, transition, layers, music or note
 * @param pointer JSON pointer of what it decided in the plan's edit structure; empty for the whole
 * @param takeId the take that it is about
 * @param what stands there now, for people
 * @param why one sentence, for people
 * @param evidence times in source seconds, scores 0 to 1, script lines
 * @param confidence 0.00 to 1.00
 * @param chosen what stands in the edit structure
 * @param alternates what else could stand there, the best first
 * @param status proposed, rejected or replaced
 * @param decidedBy who rejected or replaced it
 */
record ChoiceView(
        UUID id,
        UUID planId,
        String kind,
        String pointer,
        @Nullable UUID takeId,
        String what,
        String why,
        JsonNode evidence,
        BigDecimal confidence,
        JsonNode chosen,
        List<AlternateView> alternates,
        String status,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        Instant createdAt) {
    /**
     * Another choice.
     *
     * @param id for replace
     * @param score 0.00 to 1.00, comparable within the row
     * @param change what would stand in the edit structure
     */
    record AlternateView(String id, String what, BigDecimal score, JsonNode change) {}

    static ChoiceView of(PlanChoice row) {
        Choice choice = row.choice();
        return new ChoiceView(
                row.id,
                row.plan.id,
                choice.kind().text(),
                choice.pointer(),
                choice.takeId(),
                choice.what(),
                choice.why(),
                choice.evidence(),
                score(choice.confidence()),
                choice.chosen(),
                choice.alternates().stream()
                        .map(other ->
                                new AlternateView(
                                        other.id(),
                                        other.what(),
                                        score(other.score()),
                                        other.change()))
                        .toList(),
                row.status(),
                row.decidedBy(),
                row.decidedAt(),
                row.createdAt);
    }

    private static BigDecimal score(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }
}
