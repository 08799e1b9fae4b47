package dev.rushes.api.plan.choice;

import dev.rushes.api.planner.Brief;
import dev.rushes.api.planner.Brief.Aspect;
import dev.rushes.api.planner.Pacing;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a generated plan.
 *
 * @param targetDurationSeconds of the programme; where missing, what the script adds up to, else what the takes give
 * @param pacing slow, medium or fast; where missing, that of most videos which the show learns from, else medium
 * @param aspect 16:9, 9:16, 1:1 or 4:5; where missing, the first clip's
 * @param useClaude whether a model may be asked; the rules are the default, and what is left where it does not answer
 */
record GenerateRequest(
        @Nullable @Positive @DecimalMax("21600") BigDecimal targetDurationSeconds,
        @Nullable @Pattern(regexp = "slow|medium|fast", message = "must be slow, medium or fast")
                String pacing,
        @Nullable @Pattern(regexp = "16:9|9:16|1:1|4:5", message = "must be 16:9, 9:16, 1:1 or 4:5")
                String aspect,
        @Nullable Boolean useClaude) {
    Brief brief() {
        return new Brief(
                targetDurationSeconds == null ? null : targetDurationSeconds.doubleValue(),
                pacing == null ? null : Pacing.valueOf(pacing.toUpperCase(Locale.ROOT)),
                Arrays.stream(Aspect.values())
                        .filter(shape -> shape.text().equals(aspect))
                        .findFirst()
                        .orElse(null));
    }
}
