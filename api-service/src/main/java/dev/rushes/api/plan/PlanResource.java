package dev.rushes.api.plan;

import dev.rushes.api.Caller;
import dev.rushes.api.page.ListQuery;
import dev.rushes.common.http.EmptyBody;
import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.Links;
import dev.rushes.common.http.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
    private final Links links;

    PlanResource(
            CreatePlan creation,
            FindPlans plans,
            RewritePlan rewriting,
            ValidatePlan validation,
            SubmitPlan submission,
            ApprovePlan approval,
            RejectPlan rejection,
            Links links) {
        this.creation = creation;
        this.plans = plans;
        this.rewriting = rewriting;
        this.validation = validation;
        this.submission = submission;
        this.approval = approval;
        this.rejection = rejection;
        this.links = links;
    }

    @POST
    @Path("/episodes/{id}/edit-plans")
    @Idempotent
    @Operation(
            summary = "Create a plan",
            description =
                    "A draft: 201 with Location, and what the check warns of. A document that cannot"
                            + " be rendered is 422 with every error.")
    public Response create(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID episodeId,
            PlanRequest request,
            @Context UriInfo call) {
        PlanView plan = creation.create(episodeId, request);
        return Response.created(links.to(call, "api/v1/edit-plans/" + plan.id()))
                .entity(plan)
                .build();
    }

    @GET
    @Path("/episodes/{id}/edit-plans")
    @Operation(
            summary = "List an episode's plans, newest first",
            description = "Without their documents.")
    public Page<PlanView> list(@PathParam("id") UUID episodeId, @BeanParam ListQuery list) {
        return plans.list(episodeId, list.page());
    }

    @GET
    @Path("/edit-plans/{id}")
    @Operation(summary = "Read a plan", description = "With an ETag for If-Match.")
    public PlanView read(@PathParam("id") UUID id) {
        return plans.one(id);
    }

    @PUT
    @Path("/edit-plans/{id}")
    @Operation(
            summary = "Replace a draft",
            description =
                    "If-Match is required (428), and must match (412); 409 for what is no draft any"
                            + " more.")
    public PlanView replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            PlanRequest request) {
        return rewriting.rewrite(id, ifMatch, request);
    }

    @POST
    @Path("/edit-plans/validate")
    @Operation(
            summary = "Check a document",
            description = "200 with all errors and warnings; nothing is kept.")
    public ValidationView validate(ValidationRequest request) {
        return validation.validate(request);
    }

    @POST
    @Path("/edit-plans/{id}/submit")
    @Idempotent
    @Operation(
            summary = "Submit a draft for approval",
            description = "409 footage-not-analysed while the analysis of a take is not done.")
    public Response submit(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID id,
            EmptyBody nothing) {
        return Response.ok(submission.submit(id)).build();
    }

    @POST
    @Path("/edit-plans/{id}/approve")
    @Idempotent
    @Operation(
            summary = "Approve a plan",
            description =
                    "Binds to its contentHash; another one in the call is 412. 409 plan-stale where"
                            + " the footage has changed since the plan was submitted.")
    public Response approve(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID id,
            ApprovalRequest request) {
        return Response.ok(approval.approve(id, request, Caller.ANONYMOUS)).build();
    }

    @POST
    @Path("/edit-plans/{id}/reject")
    @Idempotent
    @Operation(summary = "Send a plan back", description = "With what is wrong with it.")
    public Response reject(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID id,
            RejectionRequest request) {
        return Response.ok(rejection.reject(id, request)).build();
    }
}
