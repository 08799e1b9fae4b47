package dev.rushes.api.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.plan.EditingDecision;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it was logged.
 *
 * @param sceneId null where it was about no take, or the take is deleted
 * @param userId who decided
 */
record DecisionView(
        UUID id,
        UUID episodeId,
        @Nullable UUID sceneId,
        String actionType,
        @Nullable JsonNode beforeState,
        @Nullable JsonNode afterState,
        @Nullable JsonNode context,
        boolean aiSuggested,
        @Nullable String userId,
        Instant createdAt) {
    static DecisionView of(EditingDecision decision) {
        return new DecisionView(
                decision.id,
                decision.episode.id,
                decision.scene == null ? null : decision.scene.id,
                decision.actionType,
                decision.beforeState,
                decision.afterState,
                decision.context,
                decision.aiSuggested,
                decision.userId,
                decision.createdAt);
    }
}
