package dev.rushes.api.plan;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Why a plan is sent back.
 *
 * @param feedbackType a word such as pacing_too_slow, transitions_jarring or wrong_clips
 * @param feedback what is wrong, in words: whoever revises the plan has nothing else to go by
 */
record RejectionRequest(
        @NotNull
                @Pattern(
                        regexp = "[a-z][a-z0-9_]{0,63}",
                        message = "must be a word such as pacing_too_slow")
                String feedbackType,
        @NotBlank @Size(max = 10_000) String feedback) {}
