package dev.rushes.api.scene;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.api.download.ObjectLifecycles;
import dev.rushes.api.page.ListQuery;
import dev.rushes.common.http.EmptyBody;
import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.JsonBodyReader;
import dev.rushes.common.http.Links;
import dev.rushes.common.http.Page;
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
@Tag(name = "Scenes", description = "A row is a take; takes of one scene share its number.")
class SceneResource {
    private final CreateScene creation;
    private final FindScenes scenes;
    private final EditScene edit;
    private final DeleteScene deletion;
    private final AnalyseAgain analysis;
    private final PosterUrls posters;
    private final ObjectLifecycles lifecycles;
    private final Links links;

    SceneResource(
            CreateScene creation,
            FindScenes scenes,
            EditScene edit,
            DeleteScene deletion,
            AnalyseAgain analysis,
            PosterUrls posters,
            ObjectLifecycles lifecycles,
            Links links) {
        this.creation = creation;
        this.scenes = scenes;
        this.edit = edit;
        this.deletion = deletion;
        this.analysis = analysis;
        this.posters = posters;
        this.lifecycles = lifecycles;
        this.links = links;
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/episodes/{id}/scenes")
    @Idempotent
    @Operation(summary = "Create a scene", description = "201 with Location.")
    @APIResponse(
            responseCode = "201",
            description = "The scene.",
            content = @Content(schema = @Schema(implementation = SceneView.class)))
    public Response create(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID episodeId,
            SceneRequest request,
            @Context UriInfo call) {
        SceneView scene = creation.create(episodeId, request);
        return Response.created(links.to(call, "api/v1/scenes/" + scene.id()))
                .entity(scene)
                .build();
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/episodes/{id}/scenes")
    @Operation(summary = "List an episode's scenes, oldest first")
    public Page<SceneView> list(@PathParam("id") UUID episodeId, @BeanParam ListQuery list) {
        return posters.in(scenes.list(episodeId, list.page()));
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/scenes/{id}")
    @Operation(
            summary = "Read a scene",
            description =
                    "With its footage's analysis, a poster URL, what becomes of its take (footage.lifecycle), and an ETag for"
                            + " If-Match.")
    public SceneView read(@PathParam("id") UUID id) {
        return withLifecycle(posters.in(scenes.one(id)));
    }

    @PATCH
    @RolesAllowed(Role.EDITOR)
    @Path("/scenes/{id}")
    @Consumes({MediaType.APPLICATION_JSON, JsonBodyReader.MERGE_PATCH})
    @Operation(
            summary = "Change a scene",
            description = "A JSON merge patch; If-Match is required (428), and must match (412).")
    @RequestBody(content = @Content(schema = @Schema(implementation = SceneRequest.class)))
    public SceneView edit(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable JsonNode patch) {
        return withLifecycle(posters.in(edit.edit(id, ifMatch, patch)));
    }

    @DELETE
    @RolesAllowed({Role.EDITOR, Role.OPERATOR})
    @Path("/scenes/{id}")
    @Operation(
            summary = "Delete a scene and its footage",
            description = "409 while a plan that is approved or awaits approval shows it.")
    public void delete(@PathParam("id") UUID id) {
        deletion.delete(id);
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/scenes/{id}/analysis")
    @Operation(
            summary = "Read the analysis of a scene's footage",
            description =
                    "What it is, and what it looks and sounds like over its whole length: shots, pauses and phrases,"
                            + " loudness, sharpness, exposure, shake, black and frozen spans. With URLs of its poster, of its"
                            + " sound drawn and of a strip of thumbnails.")
    public AnalysisView analysis(@PathParam("id") UUID id) {
        return AnalysisView.of(scenes.analysed(id), posters);
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/scenes/{id}/analysis")
    @Idempotent
    @Operation(
            summary = "Start the analysis again",
            description = "202 with Location; 409 without footage or while it runs.")
    @APIResponse(
            responseCode = "202",
            description = "The analysis.",
            content = @Content(schema = @Schema(implementation = AnalysisView.class)))
    @APIResponse(
            responseCode = "409",
            description = "wrong-state: the scene has no footage, or it is being analysed")
    public Response analyse(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID id,
            EmptyBody nothing,
            @Context UriInfo call) {
        AnalysisView started = AnalysisView.of(analysis.request(id), posters);
        return Response.accepted(started)
                .location(links.to(call, "api/v1/scenes/" + id + "/analysis"))
                .build();
    }

    private SceneView withLifecycle(SceneView scene) {
        String key = scene.rawFootageKey();
        if (key == null) {
            return scene;
        }
        try {
            return scene.withLifecycle(lifecycles.of(BucketRole.RAW_FOOTAGE, key));
        } catch (ProblemException gone) {
            return scene;
        }
    }
}
