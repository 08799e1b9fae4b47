package dev.rushes.storage.upload;

import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.Links;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
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

/** Uploads that go from the client straight to S3. */
@Path("/api/v1/uploads")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Uploads", description = "From the client straight to S3.")
class UploadsResource {
    private final AnnounceUpload announcement;
    private final CompleteUpload completion;
    private final UploadLedger ledger;
    private final Links links;

    UploadsResource(
            AnnounceUpload announcement,
            CompleteUpload completion,
            UploadLedger ledger,
            Links links) {
        this.announcement = announcement;
        this.completion = completion;
        this.ledger = ledger;
        this.links = links;
    }

    @POST
    @Idempotent
    @Operation(
            summary = "Announce an upload",
            description =
                    "201 with the URL, method and headers of a single PUT. The headers must be sent as they are.")
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = UploadView.class)))
    public Response announce(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            UploadRequest request,
            @Context UriInfo call) {
        UploadView upload = announcement.announce(request);
        return Response.created(links.to(call, "api/v1/uploads/" + upload.id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(upload)
                .build();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read an upload", description = "Its status, without its URL.")
    public UploadView read(@PathParam("id") UUID id) {
        return ledger.view(id);
    }

    @POST
    @Path("/{id}/complete")
    @Operation(
            summary = "Complete an upload",
            description =
                    "Checks what has arrived, records it on its scene and starts the analysis. Repeating it gives the"
                            + " same answer. 409 upload-missing, upload-refused, scene-has-footage or wrong-state.")
    public StoredUpload complete(@PathParam("id") UUID id, CompleteRequest request) {
        return completion.complete(id);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Abort an upload", description = "409 where it is stored.")
    public void abort(@PathParam("id") UUID id) {
        ledger.aborted(id);
    }
}
