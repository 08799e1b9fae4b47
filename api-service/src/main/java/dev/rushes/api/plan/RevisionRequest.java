package dev.rushes.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What follows a rejected plan.
 *
 * @param editStructure the new document, whole
 * @param patch or what changes in the rejected one: an array of operations (RFC 6902) or a merge patch (RFC 7396)
 * @param summary of the changes, for people; where missing, the editorial difference in one line
 * @param overallConfidenceScore of the new plan, 0.00 to 1.00, kept to two decimals
 * @param generatedBy who or what made it
 * @param generationPrompt what the planner was asked
 */
record RevisionRequest(
        @Nullable JsonNode editStructure,
        @Nullable JsonNode patch,
        @Nullable @Size(max = 10_000) String summary,
        @Nullable @DecimalMin("0") @DecimalMax("1") BigDecimal overallConfidenceScore,
        @Nullable @Size(max = 200) String generatedBy,
        @Nullable @Size(max = 20_000) String generationPrompt) {
    /** Whether the new document comes with it; else it is made from the feedback. */
    boolean bringsContent() {
        return editStructure != null || patch != null;
    }

    @Nullable BigDecimal score() {
        return overallConfidenceScore == null
                ? null
                : overallConfidenceScore.setScale(2, RoundingMode.HALF_UP);
    }
}
