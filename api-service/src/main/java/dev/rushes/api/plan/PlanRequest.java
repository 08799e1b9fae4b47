package dev.rushes.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * An edit plan.
 *
 * @param editStructure the document of {@code /schemas/edit-structure.json}
 * @param overallConfidenceScore 0.00 to 1.00, kept to two decimals
 * @param generatedBy who or what made it
 * @param generationPrompt what the planner was asked
 */
record PlanRequest(
        @NotNull JsonNode editStructure,
        @Nullable @DecimalMin("0") @DecimalMax("1") BigDecimal overallConfidenceScore,
        @Nullable @Size(max = 200) String generatedBy,
        @Nullable @Size(max = 20_000) String generationPrompt) {
    @Nullable BigDecimal score() {
        return overallConfidenceScore == null
                ? null
                : overallConfidenceScore.setScale(2, RoundingMode.HALF_UP);
    }
}
