package dev.rushes.storage.download;

import dev.rushes.common.security.Role;
import dev.rushes.storage.bucket.ObjectLifecycle;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Presigned downloads. */
@Path("/api/v1/downloads")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Downloads")
class DownloadsResource {
    private final SignDownload signDownload;

    DownloadsResource(SignDownload signDownload) {
        this.signDownload = signDownload;
    }

    /** A URL, the time until which it holds, and what will become of the object. */
    record Download(String url, Instant expiresAt, ObjectLifecycle lifecycle) {}

    @POST
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "A presigned URL for an object")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Download.class)))
    @APIResponse(responseCode = "409", description = "object-archived: it must be restored first")
    public Response sign(DownloadRequest request) {
        SignDownload.Signed signed = signDownload.sign(request);
        return Response.ok(
                        new Download(
                                signed.request().url(),
                                signed.request().expiresAt(),
                                signed.lifecycle()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
