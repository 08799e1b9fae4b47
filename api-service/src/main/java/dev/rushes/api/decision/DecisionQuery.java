package dev.rushes.api.decision;

import dev.rushes.api.page.RowFilter;
import dev.rushes.common.http.Parameter;
import jakarta.ws.rs.QueryParam;
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

    /** For HQL on {@code row}; 400 where a parameter cannot be read. */
    RowFilter ofEntities() {
        return chosen(
                "row.actionType", "row.userId", "row.aiSuggested", "row.scene.id", "row.createdAt");
    }

    /** For SQL on {@code d}; 400 where a parameter cannot be read. */
    RowFilter ofColumns() {
        return chosen("d.action_type", "d.user_id", "d.ai_suggested", "d.scene_id", "d.created_at");
    }

    private RowFilter chosen(
            String actionAt, String userAt, String suggestedAt, String sceneAt, String timeAt) {
        return RowFilter.all()
                .equal(actionAt, Parameter.text(actionType))
                .equal(userAt, Parameter.text(userId))
                .equal(suggestedAt, Parameter.bool("aiSuggested", aiSuggested))
                .equal(sceneAt, Parameter.uuid("sceneId", sceneId))
                .atLeast(timeAt, Parameter.instant("from", from))
                .below(timeAt, Parameter.instant("to", to));
    }
}
