package dev.rushes.api.plan.choice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.api.planner.Choice;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.plan.EditingDecision;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;

/** Reads which takes people turned down in a plan, row by row: the row itself says only what stands there now. */
@ApplicationScoped
public class TurnedDown {
    /** Keys of takes that were rejected or replaced, within the caller's transaction. */
    public Set<String> of(EditPlan plan) {
        Set<String> keys = new HashSet<>();
        for (EditingDecision decision :
                EditingDecision.<EditingDecision>list(
                        "episode = ?1 and actionType = ?2 and aiSuggested = true and createdAt >= ?3",
                        plan.episode,
                        Choice.Kind.TAKE.action(),
                        plan.createdAt)) {
            JsonNode context = decision.context;
            JsonNode before = decision.beforeState;
            if (context != null
                    && before != null
                    && context.path("planId").asText().equals(plan.id.toString())
                    && before.path("s3Key").isTextual()) {
                keys.add(before.path("s3Key").asText());
            }
        }
        return keys;
    }
}
