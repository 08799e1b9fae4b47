package dev.rushes.api.decision;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was decided about an edit. Who decided is the caller.
 *
 * @param actionType a word in capitals: TRIM_CLIP, REORDER_CLIPS, SELECT_TAKE, CHANGE_TRANSITION and the like
 * @param sceneId the take that it is about
 * @param beforeState what was there; a trim is {@code {"start", "end"}}, or a clip with its {@code trim}
 * @param afterState what is there now, in the same form
 * @param context whatever explains it; {@code "accepted": false} says that a suggestion was turned down
 * @param aiSuggested whether a planner proposed it; false where missing
 */
record DecisionRequest(
        @NotNull
                @Pattern(
                        regexp = "[A-Z][A-Z0-9_]{0,63}",
                        message = "must be a word in capitals such as TRIM_CLIP")
                String actionType,
        @Nullable UUID sceneId,
        @Nullable JsonNode beforeState,
        @Nullable JsonNode afterState,
        @Nullable JsonNode context,
        @Nullable Boolean aiSuggested) {}
