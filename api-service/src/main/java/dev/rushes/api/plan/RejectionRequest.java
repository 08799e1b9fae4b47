package dev.rushes.api.plan;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Why a plan is sent back.
 *
 * @param feedbackType a word such as pacing_too_slow, transitions_jarring or wrong_clips
 */
record RejectionRequest(
        @NotNull
                @Pattern(
                        regexp = "[a-z][a-z0-9_]{0,63}",
                        message = "must be a word such as pacing_too_slow")
                String feedbackType,
        @Nullable @Size(max = 10_000) String feedback) {}
