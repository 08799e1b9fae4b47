package dev.rushes.api.script;

import dev.rushes.common.training.PacingRhythm;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the scenes that are found are to come to.
 *
 * @param targetDurationSeconds of the finished episode; where missing, as long as the script takes by itself
 * @param pacing fast, medium, slow or dynamic; where missing, medium
 * @param useClaude whether a model is asked as well; where missing, it is not
 */
record AnalysisWish(
        @Nullable @Positive @DecimalMax("86400") BigDecimal targetDurationSeconds,
        @Nullable
                @Pattern(
                        regexp = "fast|medium|slow|dynamic",
                        message = "must be fast, medium, slow or dynamic")
                String pacing,
        @Nullable Boolean useClaude) {
    PacingRhythm rhythm() {
        for (PacingRhythm one : PacingRhythm.values()) {
            if (one.text().equals(pacing)) {
                return one;
            }
        }
        return PacingRhythm.MEDIUM;
    }
}
