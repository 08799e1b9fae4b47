package dev.rushes.api.show;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.api.page.ListQuery;
import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.JsonBodyReader;
import dev.rushes.common.http.Links;
import dev.rushes.common.http.Page;
import dev.rushes.common.security.Role;
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
@Tag(name = "Shows", description = "What episodes and assets belong to.")
class ShowResource {
    private final CreateShow creation;
    private final FindShows shows;
    private final EditShow edit;
    private final DeleteShow deletion;
    private final Links links;

    ShowResource(
            CreateShow creation, FindShows shows, EditShow edit, DeleteShow deletion, Links links) {
        this.creation = creation;
        this.shows = shows;
        this.edit = edit;
        this.deletion = deletion;
        this.links = links;
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/shows")
    @Idempotent
    @Operation(summary = "Create a show", description = "201 with Location.")
    @APIResponse(
            responseCode = "201",
            description = "The show.",
            content = @Content(schema = @Schema(implementation = ShowView.class)))
    public Response create(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            ShowRequest request,
            @Context UriInfo call) {
        ShowView show = creation.create(request);
        return Response.created(links.to(call, "api/v1/shows/" + show.id())).entity(show).build();
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/shows")
    @Operation(summary = "List shows, newest first")
    public Page<ShowView> list(@BeanParam ListQuery list) {
        return shows.list(list.page());
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/shows/{id}")
    @Operation(summary = "Read a show")
    public ShowView read(@PathParam("id") UUID id) {
        return shows.one(id);
    }

    @PATCH
    @RolesAllowed(Role.EDITOR)
    @Path("/shows/{id}")
    @Consumes({MediaType.APPLICATION_JSON, JsonBodyReader.MERGE_PATCH})
    @Operation(summary = "Change a show", description = "A JSON merge patch.")
    @RequestBody(content = @Content(schema = @Schema(implementation = ShowRequest.class)))
    public ShowView edit(@PathParam("id") UUID id, @Nullable JsonNode patch) {
        return edit.edit(id, patch);
    }

    @DELETE
    @RolesAllowed(Role.OPERATOR)
    @Path("/shows/{id}")
    @Operation(
            summary = "Delete a show",
            description = "409 show-not-empty while it has episodes. Its assets are removed.")
    @APIResponse(responseCode = "409", description = "show-not-empty: the show has episodes")
    public void delete(@PathParam("id") UUID id) {
        deletion.delete(id);
    }
}
