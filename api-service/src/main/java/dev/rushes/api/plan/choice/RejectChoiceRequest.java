package dev.rushes.api.plan.choice;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Why a choice is turned down.
 *
 * @param reason in words, for the log of decisions
 */
record RejectChoiceRequest(@Nullable @Size(max = 2000) String reason) {}
