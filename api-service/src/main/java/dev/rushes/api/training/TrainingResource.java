package dev.rushes.api.training;

import dev.rushes.api.page.ListQuery;
import dev.rushes.common.http.EmptyBody;
import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.Links;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.Parameter;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/training-data")
@RunOnVirtualThread
@Tag(
        name = "Training data",
        description =
                "Videos that an editing style is learnt from. Files are uploaded, never fetched.")
class TrainingResource {
    private final RegisterVideo registration;
    private final FindVideos videos;
    private final AnalyseVideoAgain again;
    private final DescribeStyle style;
    private final LearnStyle learning;
    private final Links links;

    TrainingResource(
            RegisterVideo registration,
            FindVideos videos,
            AnalyseVideoAgain again,
            DescribeStyle style,
            LearnStyle learning,
            Links links) {
        this.registration = registration;
        this.videos = videos;
        this.again = again;
        this.style = style;
        this.learning = learning;
        this.links = links;
    }

    @POST
    @Idempotent
    @RolesAllowed(Role.EDITOR)
    @Operation(
            summary = "Register a video to learn from",
            description =
                    "201 with Location. Its file is the upload of kind training-video with the same videoId,"
                            + " completed before or after. 409 where there is a video with this videoId.")
    @APIResponse(
            responseCode = "201",
            description = "The video, waiting for its analysis.",
            content = @Content(schema = @Schema(implementation = TrainingView.class)))
    public Response register(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            TrainingRequest request,
            @Context UriInfo call) {
        TrainingView video = registration.register(request);
        return Response.created(links.to(call, "api/v1/training-data/" + video.id()))
                .entity(video)
                .build();
    }

    @GET
    @RolesAllowed({Role.VIEWER, Role.EDITOR, Role.APPROVER, Role.OPERATOR})
    @Operation(
            summary = "List the videos, newest first",
            description = "Those for all shows, and those of the shows that the caller sees.")
    public Page<TrainingView> list(@BeanParam TrainingQuery wanted, @BeanParam ListQuery list) {
        return videos.list(wanted.chosen(), list.page());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.VIEWER, Role.EDITOR, Role.APPROVER, Role.OPERATOR})
    @Operation(summary = "Read a video and what was measured in it")
    public TrainingView read(@PathParam("id") UUID id) {
        return videos.one(id);
    }

    @POST
    @Path("/{id}/analysis")
    @Idempotent
    @RolesAllowed(Role.EDITOR)
    @Operation(
            summary = "Start the analysis of a video again",
            description =
                    "202 with the Location of the video, whose analysisStatus tells how far it is. After three"
                            + " tries an analysis is given up: this gives it three more.")
    @APIResponse(
            responseCode = "202",
            description = "The video, waiting for its analysis.",
            content = @Content(schema = @Schema(implementation = TrainingView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "wrong-state: the video has no file yet, or its analysis waits or runs already")
    public Response analyse(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID id,
            EmptyBody nothing,
            @Context UriInfo call) {
        TrainingView video = again.request(id);
        return Response.accepted()
                .location(links.to(call, "api/v1/training-data/" + id))
                .entity(video)
                .build();
    }

    @GET
    @Path("/style")
    @RolesAllowed({Role.VIEWER, Role.EDITOR, Role.APPROVER, Role.OPERATOR})
    @Operation(
            summary = "Describe the style of the analysed videos",
            description =
                    "Of a show's own videos and those for all shows; without showId, of all that the caller"
                            + " sees. Each figure is weighted by duration and says how many videos it comes"
                            + " from; while none is analysed there are none. Of a show also what planners follow"
                            + " (learned): habits of its people and the look of the videos, each number with its"
                            + " samples, its source, how it was made and whether it is followed: the look of fewer"
                            + " than three videos is told and not followed, nor is a habit of fewer than five"
                            + " decisions. 404 for an unknown show.")
    public StyleView style(
            @QueryParam("showId")
                    @org.eclipse.microprofile.openapi.annotations.parameters.Parameter(
                            description = "The show whose style it is.")
                    @Nullable String showId) {
        UUID show = Parameter.uuid("showId", showId);
        StyleView described = style.describe(show);
        return show == null ? described : described.with(learning.of(show));
    }
}
