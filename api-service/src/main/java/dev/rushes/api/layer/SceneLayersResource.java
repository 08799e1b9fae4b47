package dev.rushes.api.layer;

import dev.rushes.common.http.Idempotent;
import dev.rushes.common.security.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/scenes/{id}/layers")
@RunOnVirtualThread
@Tag(
        name = "Scene layers",
        description =
                "What is laid below, around and over a scene's clips. They are kept with the scene, ready to be"
                        + " used: a plan shows what stands in its own document, so put them into the"
                        + " \"layers\" of the plan's scene.")
class SceneLayersResource {
    private final StoreLayers layers;

    SceneLayersResource(StoreLayers layers) {
        this.layers = layers;
    }

    @GET
    @RolesAllowed({Role.VIEWER, Role.EDITOR, Role.APPROVER, Role.OPERATOR})
    @Operation(
            summary = "Read a scene's layers",
            description =
                    "With an ETag for If-Match, also where none were kept yet. A plan does not take them by"
                            + " itself: a plan's scene without \"layers\" shows its clips alone, so that an"
                            + " approved plan never changes with the scene.")
    public SceneLayersView read(@PathParam("id") UUID id) {
        return layers.read(id);
    }

    @PUT
    @RolesAllowed(Role.EDITOR)
    @Operation(
            summary = "Replace a scene's layers",
            description =
                    "If-Match is required (428), and must match (412). They are checked as those of a plan:"
                            + " 422 with every fault; keys must be of the scene's episode or of its show's"
                            + " assets; an unknown field is a warning. Works out the complexity and how long"
                            + " the scene takes to render.")
    public SceneLayersView replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            LayersRequest request) {
        return layers.replace(id, ifMatch, request.layers());
    }

    @POST
    @Path("/apply-preset")
    @Idempotent
    @RolesAllowed(Role.EDITOR)
    @Operation(
            summary = "Fill in a preset for a scene",
            description =
                    "Replaces the scene's layers by the preset's with the values in the place of its"
                            + " placeholders, and counts the use. 422 names every placeholder that has no"
                            + " value, every value that has no placeholder and every value that does not"
                            + " fit its place.")
    @APIResponse(
            responseCode = "200",
            description = "The layers.",
            content = @Content(schema = @Schema(implementation = SceneLayersView.class)))
    public Response apply(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID id,
            PresetUse request) {
        return Response.ok(layers.apply(id, request)).build();
    }
}
