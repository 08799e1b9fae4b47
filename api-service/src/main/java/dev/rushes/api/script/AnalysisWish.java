package dev.rushes.api.script;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the scenes that are found are to come to.
 *
 * @param targetDurationSeconds of the finished episode
 * @param pacing fast, medium, slow or dynamic
 */
record AnalysisWish(
        @Nullable @Positive @DecimalMax("86400") BigDecimal targetDurationSeconds,
        @Nullable
                @Pattern(
                        regexp = "fast|medium|slow|dynamic",
                        message = "must be fast, medium, slow or dynamic")
                String pacing) {}
