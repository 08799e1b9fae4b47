package dev.rushes.api.preset;

import dev.rushes.api.page.ListQuery;
import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.Links;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.Parameter;
import dev.rushes.common.layer.PresetCategory;
import dev.rushes.common.security.Caller;
import dev.rushes.common.security.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/layer-presets")
@RunOnVirtualThread
@Tag(
        name = "Layer presets",
        description = "Layers with {{PLACEHOLDER}} values, to be filled in for a scene.")
class PresetResource {
    private final FindPresets presets;
    private final WritePresets writing;
    private final Caller caller;
    private final Links links;

    PresetResource(FindPresets presets, WritePresets writing, Caller caller, Links links) {
        this.presets = presets;
        this.writing = writing;
        this.caller = caller;
        this.links = links;
    }

    @POST
    @Idempotent
    @RolesAllowed(Role.EDITOR)
    @Operation(
            summary = "Create a preset",
            description =
                    "201 with Location. The template is checked like a scene's layers, each placeholder with a"
                            + " value of the kind that fits its place; where \"placeholders\" is given, it"
                            + " must list those that the template uses. 422 with every fault.")
    @APIResponse(
            responseCode = "201",
            description = "The preset.",
            content = @Content(schema = @Schema(implementation = PresetView.class)))
    public Response create(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            PresetRequest request,
            @Context UriInfo call) {
        PresetView preset = writing.create(request, caller.subject());
        return Response.created(links.to(call, "api/v1/layer-presets/" + preset.id()))
                .entity(reachable(preset, call))
                .build();
    }

    @GET
    @RolesAllowed({Role.VIEWER, Role.EDITOR, Role.APPROVER, Role.OPERATOR})
    @Operation(
            summary = "List presets, oldest first",
            description =
                    "Those that came with Rushes and the studio's own, without their templates.")
    public Page<PresetView> list(
            @QueryParam("category")
                    @org.eclipse.microprofile.openapi.annotations.parameters.Parameter(
                            description = "Only presets of this category.",
                            schema =
                                    @Schema(
                                            enumeration = {
                                                "intro",
                                                "main_content",
                                                "product_showcase",
                                                "outro"
                                            }))
                    @Nullable String category,
            @BeanParam ListQuery list,
            @Context UriInfo call) {
        Page<PresetView> page = presets.list(category(category), list.page());
        return new Page<>(
                page.items().stream().map(preset -> reachable(preset, call)).toList(), page.next());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.VIEWER, Role.EDITOR, Role.APPROVER, Role.OPERATOR})
    @Operation(
            summary = "Read a preset",
            description =
                    "With its template, what kind of value each placeholder takes, and an ETag for"
                            + " If-Match.")
    public PresetView read(@PathParam("id") UUID id, @Context UriInfo call) {
        return reachable(presets.one(id), call);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.EDITOR)
    @Operation(
            summary = "Replace a preset",
            description =
                    "If-Match is required (428), and must match (412); 409 for a preset that came with"
                            + " Rushes. Scenes that it was applied to keep their layers.")
    @APIResponse(
            responseCode = "409",
            description = "wrong-state: system presets cannot be changed")
    public PresetView replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            PresetRequest request,
            @Context UriInfo call) {
        return reachable(writing.replace(id, ifMatch, request), call);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.EDITOR, Role.OPERATOR})
    @Operation(
            summary = "Delete a preset",
            description =
                    "409 for a preset that came with Rushes. Scenes that it was applied to keep their"
                            + " layers.")
    @APIResponse(
            responseCode = "409",
            description = "wrong-state: system presets cannot be deleted")
    public void delete(@PathParam("id") UUID id) {
        writing.delete(id);
    }

    private PresetView reachable(PresetView preset, UriInfo call) {
        return preset.reachable(path -> links.to(call, path).toString());
    }

    private static @Nullable PresetCategory category(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return Arrays.stream(PresetCategory.values())
                .filter(category -> category.text().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        Parameter.malformed(
                                "category",
                                "must be intro, main_content, product_showcase or outro"));
    }
}
