package dev.rushes.api.plan;

import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.Links;
import dev.rushes.common.http.Parameter;
import dev.rushes.common.security.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
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
@Tag(name = "Edit plans")
class InterchangeResource {
    private final ExportPlan export;
    private final ImportPlan importing;
    private final Links links;

    InterchangeResource(ExportPlan export, ImportPlan importing, Links links) {
        this.export = export;
        this.importing = importing;
        this.links = links;
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/edit-plans/{id}/export")
    @Operation(
            summary = "Write a plan for other editing software",
            description =
                    "?format=otio (OpenTimelineIO, the default), edl (CMX 3600) or fcpxml (Final Cut Pro, 1.10). OTIO"
                            + " holds all of a plan, its other takes as media references and its reasons as"
                            + " markers; an EDL holds takes, times, speeds, transitions, scenes and reasons.")
    @APIResponse(
            responseCode = "200",
            description = "The file.",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = Object.class)),
                @Content(mediaType = "text/plain", schema = @Schema(implementation = String.class)),
                @Content(
                        mediaType = "application/xml",
                        schema = @Schema(implementation = String.class))
            })
    @APIResponse(
            responseCode = "409",
            description =
                    "plan-stale: the plan no longer fits its footage; footage-not-analysed: the length of a take is not known yet")
    public Response export(
            @PathParam("id") UUID id, @QueryParam("format") @Nullable String format) {
        ExportPlan.Format wanted = ExportPlan.Format.OTIO;
        String name = Parameter.text(format);
        if (name != null) {
            wanted =
                    switch (name) {
                        case "otio" -> ExportPlan.Format.OTIO;
                        case "edl" -> ExportPlan.Format.EDL;
                        case "fcpxml" -> ExportPlan.Format.FCPXML;
                        default ->
                                throw Parameter.malformed("format", "must be otio, edl or fcpxml");
                    };
        }
        return Response.ok(export.text(id, wanted))
                .header(HttpHeaders.CONTENT_TYPE, wanted.type())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\""
                                + id
                                + "."
                                + wanted.name().toLowerCase(Locale.ROOT)
                                + "\"")
                .build();
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/episodes/{id}/edit-plans/import")
    @Idempotent
    @Operation(
            summary = "Make a draft of a cut of other editing software",
            description =
                    "201 with Location. Of OpenTimelineIO or CMX 3600, one video track; takes are found by their key,"
                            + " address or file name. What cannot be taken is 422 with every fault: its JSON pointer"
                            + " within the file, or its line. Where an exported file comes back, what nobody"
                            + " changed is as it was.")
    @APIResponse(
            responseCode = "201",
            description = "The plan.",
            content = @Content(schema = @Schema(implementation = PlanView.class)))
    public Response create(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID episodeId,
            ImportRequest request,
            @Context UriInfo call) {
        PlanView plan = importing.create(episodeId, request);
        return Response.created(links.to(call, "api/v1/edit-plans/" + plan.id()))
                .entity(plan)
                .build();
    }
}
