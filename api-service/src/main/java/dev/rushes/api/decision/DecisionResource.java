package dev.rushes.api.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.api.page.ListQuery;
import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.JsonBodyReader;
import dev.rushes.common.http.Links;
import dev.rushes.common.http.Page;
import dev.rushes.common.security.Caller;
import dev.rushes.common.security.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1")
@RunOnVirtualThread
@Tag(
        name = "Editing decisions",
        description = "A log: decisions are added and read, never changed or taken away.")
class DecisionResource {
    /** In one request. */
    private static final int MOST = 500;

    private final LogDecisions logging;
    private final FindDecisions decisions;
    private final SummariseDecisions summaries;
    private final JsonBodyReader bodies;
    private final Links links;
    private final Caller caller;

    DecisionResource(
            LogDecisions logging,
            FindDecisions decisions,
            SummariseDecisions summaries,
            JsonBodyReader bodies,
            Links links,
            Caller caller) {
        this.logging = logging;
        this.decisions = decisions;
        this.summaries = summaries;
        this.bodies = bodies;
        this.links = links;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/episodes/{id}/editing-decisions")
    @Idempotent
    @Operation(
            summary = "Log a decision, or an array of at most 500",
            description =
                    "201: the decision with its Location, or for an array {items, next} in its order with"
                            + " the Location of the log. SELECT_TAKE with a sceneId also makes that take"
                            + " the one that is used of its scene.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            oneOf = {
                                                DecisionRequest.class,
                                                DecisionRequest[].class
                                            })))
    @APIResponse(
            responseCode = "201",
            description = "The decision; a page of them where several came.",
            content = @Content(schema = @Schema(implementation = DecisionView.class)))
    public Response log(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID episodeId,
            @Nullable JsonNode body,
            @Context UriInfo call) {
        boolean many = body != null && body.isArray();
        List<DecisionView> logged =
                logging.log(
                        episodeId,
                        bodies.oneOrMore(body, DecisionRequest.class, MOST),
                        many,
                        caller.subject());
        String log = "api/v1/episodes/" + episodeId + "/editing-decisions";
        return many
                ? Response.created(links.to(call, log)).entity(new Page<>(logged, null)).build()
                : Response.created(links.to(call, log + "/" + logged.getFirst().id()))
                        .entity(logged.getFirst())
                        .build();
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/episodes/{id}/editing-decisions")
    @Operation(summary = "List an episode's decisions, newest first")
    public Page<DecisionView> list(
            @PathParam("id") UUID episodeId,
            @BeanParam DecisionQuery wanted,
            @BeanParam ListQuery list) {
        return decisions.list(episodeId, wanted.ofEntities(), list.page());
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/episodes/{id}/editing-decisions/{decisionId}")
    @Operation(summary = "Read a decision")
    public DecisionView read(
            @PathParam("id") UUID episodeId, @PathParam("decisionId") UUID decisionId) {
        return decisions.one(episodeId, decisionId);
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/episodes/{id}/editing-decisions/summary")
    @Operation(
            summary = "Count an episode's decisions by type",
            description =
                    "With the median change of trims, and the share of a planner's suggestions that was"
                            + " kept: not turned down (context.accepted false), not without effect, and not"
                            + " undone by a person's later decision on the same take. Suggestions that nobody touched"
                            + " count from the approval of their plan on, when they are logged (context.kept true,"
                            + " without beforeState).")
    public DecisionSummary summary(
            @PathParam("id") UUID episodeId, @BeanParam DecisionQuery wanted) {
        return summaries.summary(episodeId, wanted.ofColumns());
    }
}
