package dev.rushes.api.job;

import dev.rushes.api.download.PresignedUrl;
import dev.rushes.api.page.ListQuery;
import dev.rushes.common.http.EmptyBody;
import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.Links;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.Parameter;
import dev.rushes.common.job.JobStatus;
import dev.rushes.common.security.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1")
@RunOnVirtualThread
@Tag(name = "Jobs", description = "Renders of edit plans.")
class JobResource {
    private static final String NO_STORE = "no-store";

    private final RenderPlan rendering;
    private final FindJobs jobs;
    private final CancelJob cancelling;
    private final RetryJob retrying;
    private final FetchOutput outputs;
    private final Links links;

    JobResource(
            RenderPlan rendering,
            FindJobs jobs,
            CancelJob cancelling,
            RetryJob retrying,
            FetchOutput outputs,
            Links links) {
        this.rendering = rendering;
        this.jobs = jobs;
        this.cancelling = cancelling;
        this.retrying = retrying;
        this.outputs = outputs;
        this.links = links;
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/edit-plans/{id}/render")
    @Idempotent
    @Operation(
            summary = "Render a plan",
            description =
                    "202 with the job and its Location. A full render needs an approved plan (409); a"
                            + " draft renders a plan in any state. Neither a draft nor a range changes"
                            + " the episode. With variants one job makes several videos.")
    @APIResponse(
            responseCode = "202",
            description = "The job.",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @APIResponse(
            responseCode = "409",
            description = "wrong-state: the plan is not approved, and no draft was asked for")
    public Response render(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID planId,
            RenderRequest request,
            @Context UriInfo call) {
        return accepted(rendering.render(planId, request), call);
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/jobs")
    @Operation(summary = "List jobs, newest first")
    public Page<JobView> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("episodeId") @Nullable String episodeId,
            @BeanParam ListQuery list) {
        return jobs.list(status(status), Parameter.uuid("episodeId", episodeId), list.page());
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/jobs/{id}")
    @Operation(
            summary = "Read a job",
            description = "With an ETag: polling with If-None-Match gets 304 until it changes.")
    @APIResponse(
            responseCode = "200",
            description = "The job.",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response read(@PathParam("id") UUID id, @Context Request request) {
        JobView job = jobs.one(id);
        EntityTag tag =
                new EntityTag(
                        Long.toString(
                                ChronoUnit.MICROS.between(java.time.Instant.EPOCH, job.updatedAt()),
                                36));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(job) : unchanged)
                .tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }

    @POST
    @RolesAllowed({Role.EDITOR, Role.OPERATOR})
    @Path("/jobs/{id}/cancel")
    @Idempotent
    @Operation(
            summary = "Cancel a job",
            description =
                    "202; cancelled at once where it waits, else as soon as its worker sees it. 409"
                            + " when it is final or already being stored.")
    @APIResponse(
            responseCode = "202",
            description = "The job.",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @APIResponse(
            responseCode = "409",
            description = "wrong-state: the job has ended, or its video is being stored")
    public Response cancel(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID id,
            EmptyBody nothing,
            @Context UriInfo call) {
        return accepted(cancelling.cancel(id), call);
    }

    @POST
    @RolesAllowed({Role.EDITOR, Role.OPERATOR})
    @Path("/jobs/{id}/retry")
    @Idempotent
    @Operation(summary = "Try a failed or cancelled job again", description = "202, or 409.")
    @APIResponse(
            responseCode = "202",
            description = "The job.",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @APIResponse(
            responseCode = "409",
            description = "wrong-state: the job neither failed nor was cancelled")
    public Response retry(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID id,
            EmptyBody nothing,
            @Context UriInfo call) {
        return accepted(retrying.retry(id), call);
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/jobs/{id}/output")
    @Operation(
            summary = "Get a job's file",
            description =
                    "307 to a fresh presigned URL, or, where JSON is asked for, 200 {url, expiresAt}."
                            + " kind is video (default), poster, sprite, captions or report; variant one of the"
                            + " job's shapes; name one file of several (a sprite's WebVTT, its first,"
                            + " names its sheets). 409 until the job is completed; 503 while"
                            + " storage-service is away.")
    @APIResponse(
            responseCode = "200",
            description = "Where JSON is asked for.",
            content = @Content(schema = @Schema(implementation = PresignedUrl.class)))
    @APIResponse(responseCode = "307", description = "To the presigned URL.")
    @APIResponse(
            responseCode = "409",
            description =
                    "wrong-state: the job is not completed; object-archived: the file must be restored first")
    public Response output(
            @PathParam("id") UUID id,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("variant") @Nullable String variant,
            @QueryParam("name") @Nullable String name,
            @Context HttpHeaders headers) {
        return answer(outputs.url(id, OutputKind.named(kind), variant, name), headers);
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/jobs/{id}/report")
    @Operation(
            summary = "Get a job's quality report",
            description =
                    "As output?kind=report: what was found in the finished file, as JSON behind the URL.")
    @APIResponse(
            responseCode = "200",
            description = "Where JSON is asked for.",
            content = @Content(schema = @Schema(implementation = PresignedUrl.class)))
    @APIResponse(responseCode = "307", description = "To the presigned URL.")
    @APIResponse(
            responseCode = "409",
            description =
                    "wrong-state: the job is not completed; object-archived: the file must be restored first")
    public Response report(
            @PathParam("id") UUID id,
            @QueryParam("variant") @Nullable String variant,
            @Context HttpHeaders headers) {
        return answer(outputs.url(id, OutputKind.REPORT, variant, null), headers);
    }

    private static Response answer(PresignedUrl url, HttpHeaders headers) {
        MediaType wanted = headers.getAcceptableMediaTypes().getFirst();
        boolean json =
                !wanted.isWildcardType() && wanted.isCompatible(MediaType.APPLICATION_JSON_TYPE);
        return (json
                        ? Response.ok(url, MediaType.APPLICATION_JSON_TYPE)
                        : Response.temporaryRedirect(url.url()))
                .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .build();
    }

    private Response accepted(JobView job, UriInfo call) {
        return Response.accepted(job).location(links.to(call, "api/v1/jobs/" + job.id())).build();
    }

    private static @Nullable JobStatus status(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        for (JobStatus status : JobStatus.values()) {
            if (status.text().equals(text.toLowerCase(Locale.ROOT))) {
                return status;
            }
        }
        throw Parameter.malformed(
                "status", "must be queued, processing, completed, failed or cancelled");
    }
}
