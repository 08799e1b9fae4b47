package dev.rushes.api.plan.choice;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What shall stand in the place of a choice.
 *
 * @param alternateId of one of the row's alternates
 */
record ReplaceRequest(@NotBlank @Size(max = 100) String alternateId) {}
