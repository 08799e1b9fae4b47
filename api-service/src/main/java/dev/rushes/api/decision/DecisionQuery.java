package dev.rushes.api.decision;

import dev.rushes.common.http.Parameter;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which decisions a caller wants; what is missing does not choose. */
public class DecisionQuery {
    @QueryParam("actionType")
    @org.eclipse.microprofile.openapi.annotations.parameters.Parameter(
            description = "Only decisions of this type.")
    @Nullable String actionType;

    @QueryParam("userId")
    @org.eclipse.microprofile.openapi.annotations.parameters.Parameter(
            description = "Only decisions of this person.")
    @Nullable String userId;

    @QueryParam("aiSuggested")
    @org.eclipse.microprofile.openapi.annotations.parameters.Parameter(
            description = "true: only suggestions of a planner; false: only people's own.")
    @Nullable String aiSuggested;

    @QueryParam("sceneId")
    @org.eclipse.microprofile.openapi.annotations.parameters.Parameter(
            description = "Only decisions about this take.")
    @Nullable String sceneId;

    @QueryParam("from")
    @org.eclipse.microprofile.openapi.annotations.parameters.Parameter(
            description = "Only decisions at this time (ISO 8601, UTC) or later.")
    @Nullable String from;

    @QueryParam("to")
    @org.eclipse.microprofile.openapi.annotations.parameters.Parameter(
            description = "Only decisions before this time.")
    @Nullable String to;

    /**
     * One condition for each parameter that is there.
     *
     * @param condition empty, or " and " with what must hold
     * @param values of its parameters
     */
    record Chosen(String condition, Map<String, Object> values) {}

    /** For HQL on {@code row}; 400 where a parameter cannot be read. */
    Chosen ofEntities() {
        return chosen(
                "row.actionType", "row.userId", "row.aiSuggested", "row.scene.id", "row.createdAt");
    }

    /** For SQL on {@code d}; 400 where a parameter cannot be read. */
    Chosen ofColumns() {
        return chosen("d.action_type", "d.user_id", "d.ai_suggested", "d.scene_id", "d.created_at");
    }

    private Chosen chosen(
            String actionAt, String userAt, String suggestedAt, String sceneAt, String timeAt) {
        StringBuilder condition = new StringBuilder();
        Map<String, Object> values = new LinkedHashMap<>();
        UUID scene = Parameter.uuid("sceneId", sceneId);
        Boolean suggested = Parameter.bool("aiSuggested", aiSuggested);
        Instant earliest = Parameter.instant("from", from);
        Instant end = Parameter.instant("to", to);
        if (actionType != null && !actionType.isEmpty()) {
            condition.append(" and ").append(actionAt).append(" = :actionType");
            values.put("actionType", actionType);
        }
        if (userId != null && !userId.isEmpty()) {
            condition.append(" and ").append(userAt).append(" = :userId");
            values.put("userId", userId);
        }
        if (suggested != null) {
            condition.append(" and ").append(suggestedAt).append(" = :aiSuggested");
            values.put("aiSuggested", suggested);
        }
        if (scene != null) {
            condition.append(" and ").append(sceneAt).append(" = :sceneId");
            values.put("sceneId", scene);
        }
        if (earliest != null) {
            condition.append(" and ").append(timeAt).append(" >= :earliest");
            values.put("earliest", earliest);
        }
        if (end != null) {
            condition.append(" and ").append(timeAt).append(" < :latest");
            values.put("latest", end);
        }
        return new Chosen(condition.toString(), values);
    }
}
