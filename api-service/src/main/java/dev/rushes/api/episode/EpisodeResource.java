package dev.rushes.api.episode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.api.download.ObjectLifecycles;
import dev.rushes.api.page.ListQuery;
import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.JsonBodyReader;
import dev.rushes.common.http.Links;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.Parameter;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.security.Role;
import dev.rushes.common.storage.BucketRole;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1")
@RunOnVirtualThread
@Tag(name = "Episodes", description = "An episode, its current plan and its final video.")
class EpisodeResource {
    private final CreateEpisode creation;
    private final FindEpisodes episodes;
    private final EditEpisode edit;
    private final DeleteEpisode deletion;
    private final ObjectLifecycles lifecycles;
    private final Links links;

    EpisodeResource(
            CreateEpisode creation,
            FindEpisodes episodes,
            EditEpisode edit,
            DeleteEpisode deletion,
            ObjectLifecycles lifecycles,
            Links links) {
        this.creation = creation;
        this.episodes = episodes;
        this.edit = edit;
        this.deletion = deletion;
        this.lifecycles = lifecycles;
        this.links = links;
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/episodes")
    @Idempotent
    @Operation(summary = "Create an episode", description = "201 with Location.")
    @APIResponse(
            responseCode = "201",
            description = "The episode.",
            content = @Content(schema = @Schema(implementation = EpisodeView.class)))
    public Response create(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            EpisodeRequest request,
            @Context UriInfo call) {
        EpisodeView episode = creation.create(request);
        return Response.created(links.to(call, "api/v1/episodes/" + episode.id()))
                .entity(episode)
                .build();
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/episodes")
    @Operation(summary = "List episodes, newest first", description = "All, or those of a show.")
    public Page<EpisodeView> list(
            @QueryParam("showId") @Nullable String showId, @BeanParam ListQuery list) {
        return episodes.list(Parameter.uuid("showId", showId), list.page());
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/episodes/{id}")
    @Operation(
            summary = "Read an episode",
            description =
                    "With an ETag for If-Match, and what becomes of its final video (finalVideoLifecycle). A video that is"
                            + " found deleted is none any more: finalVideoExpiredAt.")
    public EpisodeView read(@PathParam("id") UUID id) {
        return withLifecycle(episodes.one(id));
    }

    @PATCH
    @RolesAllowed(Role.EDITOR)
    @Path("/episodes/{id}")
    @Consumes({MediaType.APPLICATION_JSON, JsonBodyReader.MERGE_PATCH})
    @Operation(
            summary = "Change an episode",
            description = "A JSON merge patch; If-Match is required (428), and must match (412).")
    @RequestBody(content = @Content(schema = @Schema(implementation = EpisodeEdit.class)))
    public EpisodeView edit(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable JsonNode patch) {
        return withLifecycle(edit.edit(id, ifMatch, patch));
    }

    @DELETE
    @RolesAllowed(Role.OPERATOR)
    @Path("/episodes/{id}")
    @Operation(
            summary = "Delete an episode",
            description =
                    "Ends its jobs and removes its scenes, plans and jobs at once, its objects soon"
                            + " after.")
    public void delete(@PathParam("id") UUID id) {
        deletion.delete(id);
    }

    private EpisodeView withLifecycle(EpisodeView episode) {
        String key = episode.finalVideoKey();
        if (key == null) {
            return episode;
        }
        try {
            return episode.withFinalVideoLifecycle(lifecycles.of(BucketRole.PROCESSED_VIDEOS, key));
        } catch (ProblemException gone) {
            // By being asked, storage-service has noted it.
            return episodes.one(episode.id());
        }
    }
}
