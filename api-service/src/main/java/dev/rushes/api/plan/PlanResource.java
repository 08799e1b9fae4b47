package dev.rushes.api.plan;

import dev.rushes.api.page.ListQuery;
import dev.rushes.api.plan.feedback.ReviseByFeedback;
import dev.rushes.api.task.Tasks;
import dev.rushes.common.http.EmptyBody;
import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.Links;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.Parameter;
import dev.rushes.common.security.Caller;
import dev.rushes.common.security.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
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
        name = "Edit plans",
        description = "draft, awaiting_approval, then approved or rejected. Approved is immutable.")
class PlanResource {
    private final CreatePlan creation;
    private final FindPlans plans;
    private final RewritePlan rewriting;
    private final ValidatePlan validation;
    private final SubmitPlan submission;
    private final ApprovePlan approval;
    private final RejectPlan rejection;
    private final RevisePlan revision;
    private final ReviseByFeedback revisionByFeedback;
    private final FindRevisions revisions;
    private final DiffPlans diffs;
    private final Links links;
    private final Caller caller;

    PlanResource(
            CreatePlan creation,
            FindPlans plans,
            RewritePlan rewriting,
            ValidatePlan validation,
            SubmitPlan submission,
            ApprovePlan approval,
            RejectPlan rejection,
            RevisePlan revision,
            ReviseByFeedback revisionByFeedback,
            FindRevisions revisions,
            DiffPlans diffs,
            Links links,
            Caller caller) {
        this.creation = creation;
        this.plans = plans;
        this.rewriting = rewriting;
        this.validation = validation;
        this.submission = submission;
        this.approval = approval;
        this.rejection = rejection;
        this.revision = revision;
        this.revisionByFeedback = revisionByFeedback;
        this.revisions = revisions;
        this.diffs = diffs;
        this.links = links;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/episodes/{id}/edit-plans")
    @Idempotent
    @Operation(
            summary = "Create a plan",
            description =
                    "A draft: 201 with Location, and what the check warns of. A document that cannot"
                            + " be rendered is 422 with every error.")
    @APIResponse(
            responseCode = "201",
            description = "The plan.",
            content = @Content(schema = @Schema(implementation = PlanView.class)))
    public Response create(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID episodeId,
            PlanRequest request,
            @Context UriInfo call) {
        return created(creation.create(episodeId, request), call);
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/episodes/{id}/edit-plans")
    @Operation(
            summary = "List an episode's plans, newest first",
            description = "Without their documents.")
    public Page<PlanView> list(@PathParam("id") UUID episodeId, @BeanParam ListQuery list) {
        return plans.list(episodeId, list.page());
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/edit-plans/{id}")
    @Operation(summary = "Read a plan", description = "With an ETag for If-Match.")
    public PlanView read(@PathParam("id") UUID id) {
        return plans.one(id);
    }

    @PUT
    @RolesAllowed(Role.EDITOR)
    @Path("/edit-plans/{id}")
    @Operation(
            summary = "Replace a draft",
            description =
                    "If-Match is required (428), and must match (412); 409 for what is no draft any"
                            + " more.")
    @APIResponse(responseCode = "409", description = "wrong-state: the plan is not a draft")
    public PlanView replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            PlanRequest request) {
        return rewriting.rewrite(id, ifMatch, request);
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/edit-plans/validate")
    @Operation(
            summary = "Check a document",
            description = "200 with all errors and warnings; nothing is kept.")
    public ValidationView validate(ValidationRequest request) {
        return validation.validate(request);
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/edit-plans/{id}/submit")
    @Idempotent
    @Operation(
            summary = "Submit a draft for approval",
            description = "409 footage-not-analysed while the analysis of a take is not done.")
    @APIResponse(
            responseCode = "200",
            description = "The plan.",
            content = @Content(schema = @Schema(implementation = PlanView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "wrong-state: the plan is not a draft; footage-not-analysed: a take that it shows is not analysed yet")
    public Response submit(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID id,
            EmptyBody nothing) {
        return Response.ok(submission.submit(id)).build();
    }

    @POST
    @RolesAllowed(Role.APPROVER)
    @Path("/edit-plans/{id}/approve")
    @Idempotent
    @Operation(
            summary = "Approve a plan",
            description =
                    "Binds to its contentHash; another one in the call is 412. 409 plan-stale where"
                            + " the footage has changed since the plan was submitted. What it keeps of a planner's"
                            + " suggestions goes into the editing decisions.")
    @APIResponse(
            responseCode = "200",
            description = "The plan.",
            content = @Content(schema = @Schema(implementation = PlanView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "wrong-state: the plan does not await approval; plan-stale: a take of it has changed since it was submitted")
    public Response approve(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID id,
            ApprovalRequest request) {
        return Response.ok(approval.approve(id, request, caller.subject())).build();
    }

    @POST
    @RolesAllowed(Role.APPROVER)
    @Path("/edit-plans/{id}/reject")
    @Idempotent
    @Operation(
            summary = "Send a plan back",
            description = "With what is wrong with it: a word and the reviewer's own text.")
    @APIResponse(
            responseCode = "200",
            description = "The plan.",
            content = @Content(schema = @Schema(implementation = PlanView.class)))
    @APIResponse(
            responseCode = "409",
            description = "wrong-state: the plan does not await approval")
    public Response reject(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID id,
            RejectionRequest request) {
        return Response.ok(rejection.reject(id, request)).build();
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/edit-plans/{id}/revise")
    @Idempotent
    @Operation(
            summary = "Let a new draft follow a rejected plan",
            description =
                    "201 with Location of the new plan; the rejected one stays. The new document comes"
                            + " whole (editStructure) or as changes of the rejected one (patch: RFC 6902"
                            + " operations or a merge patch). With neither, it is made from the feedback:"
                            + " 202 with the Location of a task, whose resultUrl is the new plan. 409 for"
                            + " a plan that is not rejected.")
    @APIResponse(
            responseCode = "201",
            description = "The new plan.",
            content = @Content(schema = @Schema(implementation = PlanView.class)))
    @APIResponse(responseCode = "202", description = "A task makes it from the feedback.")
    @APIResponse(
            responseCode = "409",
            description =
                    "wrong-state: the plan is not rejected; no-takes: there is nothing to make it of;"
                            + " footage-not-analysed: takes still wait for their analysis")
    public Response revise(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID id,
            RevisionRequest request,
            @Context UriInfo call) {
        return request.bringsContent()
                ? created(revision.revise(id, request), call)
                : Response.accepted()
                        .location(links.to(call, Tasks.path(revisionByFeedback.start(id))))
                        .build();
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/edit-plans/{id}/revisions")
    @Operation(
            summary = "List the revisions of a plan's chain, oldest first",
            description =
                    "The same list for every plan of the chain: each step with the feedback that asked"
                            + " for it, the confidence before and after, and the plan that it made.")
    public Page<RevisionView> revisions(@PathParam("id") UUID id, @BeanParam ListQuery list) {
        return revisions.list(id, list.page());
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/edit-plans/{id}/diff")
    @Operation(
            summary = "Compare a plan with an older one of its episode",
            description =
                    "What an editor would say has changed from \"against\" to this plan: clips added,"
                            + " removed, moved, retaken, retimed and adjusted, transitions, layers and"
                            + " settings changed. As JSON, or as text where text/plain is asked for.")
    @APIResponse(
            responseCode = "200",
            description = "The difference.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = DiffView.class)),
                @Content(
                        mediaType = MediaType.TEXT_PLAIN,
                        schema = @Schema(implementation = String.class))
            })
    public Response diff(
            @PathParam("id") UUID id,
            @QueryParam("against")
                    @org.eclipse.microprofile.openapi.annotations.parameters.Parameter(
                            description = "The id of the older plan.",
                            required = true,
                            schema = @Schema(format = "uuid"))
                    @Nullable String against,
            @Context HttpHeaders headers) {
        DiffView diff = diffs.diff(id, Parameter.uuid("against", against));
        MediaType wanted = headers.getAcceptableMediaTypes().getFirst();
        boolean text = !wanted.isWildcardType() && wanted.isCompatible(MediaType.TEXT_PLAIN_TYPE);
        return text
                ? Response.ok(diff.text(), MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8")).build()
                : Response.ok(diff, MediaType.APPLICATION_JSON_TYPE).build();
    }

    private Response created(PlanView plan, UriInfo call) {
        return Response.created(links.to(call, "api/v1/edit-plans/" + plan.id()))
                .entity(plan)
                .build();
    }
}
