package dev.rushes.api.plan.choice;

import dev.rushes.api.page.ListQuery;
import dev.rushes.api.task.Tasks;
import dev.rushes.common.http.Idempotent;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1")
@RunOnVirtualThread
@Tag(
        name = "Planner",
        description = "Plans made of takes and script, with a row for every choice in them.")
class ChoiceResource {
    private final GeneratePlan generation;
    private final FindChoices choices;
    private final DecideChoice deciding;
    private final Links links;
    private final Caller caller;

    ChoiceResource(
            GeneratePlan generation,
            FindChoices choices,
            DecideChoice deciding,
            Links links,
            Caller caller) {
        this.generation = generation;
        this.choices = choices;
        this.deciding = deciding;
        this.links = links;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/episodes/{id}/edit-plans/generate")
    @Idempotent
    @Operation(
            summary = "Have a plan made of the episode's takes and its script",
            description =
                    "202 with the Location of a task, whose resultUrl is a draft. Takes of a scene are"
                            + " scored, the best is cut at its pauses and fitted to the wished length;"
                            + " GET /edit-plans/{id}/decisions says what was chosen and why.")
    @APIResponse(responseCode = "202", description = "A task does it.")
    @APIResponse(
            responseCode = "409",
            description =
                    "ai-editing-disabled: the episode's aiEditEnabled is false; no-takes: it has no footage"
                            + " that can be used; footage-not-analysed: takes still wait for their analysis")
    public Response generate(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID episodeId,
            GenerateRequest request,
            @Context UriInfo call) {
        return Response.accepted()
                .location(links.to(call, Tasks.path(generation.start(episodeId, request))))
                .build();
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/edit-plans/{id}/decisions")
    @Operation(
            summary = "List the planner's choices in a plan, in its order",
            description =
                    "What was chosen, why, on which evidence and how surely, and what else was offered."
                            + " None for a plan that people wrote.")
    public Page<ChoiceView> list(@PathParam("id") UUID planId, @BeanParam ListQuery list) {
        return choices.list(planId, list.page());
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/edit-plans/{id}/decisions/{rowId}/reject")
    @Idempotent
    @Operation(
            summary = "Turn one choice of a draft down",
            description =
                    "The next best alternate takes its place, with the same length, transitions and"
                            + " layers; the rest of the plan stays as it is. An order, a length or a note"
                            + " is only marked. The decision is logged.")
    @APIResponse(
            responseCode = "200",
            description = "The row as it is now.",
            content = @Content(schema = @Schema(implementation = ChoiceView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "wrong-state: the plan is not a draft, or has been changed here since; no-alternate:"
                            + " there is nothing else for it")
    public Response reject(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID planId,
            @PathParam("rowId") UUID rowId,
            RejectChoiceRequest request) {
        return Response.ok(deciding.reject(planId, rowId, request.reason(), caller.subject()))
                .build();
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/edit-plans/{id}/decisions/{rowId}/replace")
    @Idempotent
    @Operation(
            summary = "Put an alternate in the place of one choice of a draft",
            description =
                    "It keeps place, length, transitions and layers; the rest of the plan stays as it"
                            + " is, and what was there becomes an alternate. The decision is logged.")
    @APIResponse(
            responseCode = "200",
            description = "The row as it is now.",
            content = @Content(schema = @Schema(implementation = ChoiceView.class)))
    @APIResponse(
            responseCode = "409",
            description = "wrong-state: the plan is not a draft, or has been changed here since")
    public Response replace(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID planId,
            @PathParam("rowId") UUID rowId,
            ReplaceRequest request) {
        return Response.ok(deciding.replace(planId, rowId, request.alternateId(), caller.subject()))
                .build();
    }
}
