package dev.rushes.storage.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.Links;
import dev.rushes.common.security.Role;
import dev.rushes.storage.s3.S3Call;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
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
import java.time.Duration;
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
    /** What a call may spend on S3; gateways cut it after ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final AnnounceUpload announcement;
    private final PartUrls partUrls;
    private final UploadProgress progress;
    private final CompleteUpload completion;
    private final UploadLedger ledger;
    private final ObjectMapper json;
    private final Links links;

    UploadsResource(
            AnnounceUpload announcement,
            PartUrls partUrls,
            UploadProgress progress,
            CompleteUpload completion,
            UploadLedger ledger,
            ObjectMapper json,
            Links links) {
        this.announcement = announcement;
        this.partUrls = partUrls;
        this.progress = progress;
        this.json = json;
        this.completion = completion;
        this.ledger = ledger;
        this.links = links;
    }

    @POST
    @RolesAllowed({Role.EDITOR, Role.OPERATOR})
    @Operation(
            summary = "Announce an upload",
            description =
                    "201 with the URL, method and headers of a single PUT, which must be sent as they are, or, above the"
                            + " single-PUT limit, partSizeBytes and the URLs of the first parts. duplicateOf names an"
                            + " earlier upload of the same bytes for the same scene, where the checksums tell.")
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = UploadView.class)))
    @APIResponse(
            responseCode = "409",
            description = "scene-has-footage: and replace was not asked for")
    public Response announce(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            UploadRequest request,
            @Context UriInfo call)
            throws JsonProcessingException {
        Object answer = announcement.once(key, request).getEntity();
        UploadView upload =
                answer instanceof UploadView fresh
                        ? fresh
                        // Remembered from the first time that the key came.
                        : json.readValue((String) answer, UploadView.class);
        // Of parts only fresh URLs are worth anything, so they are not remembered.
        return Response.created(links.to(call, "api/v1/uploads/" + upload.id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(
                        upload.partSizeBytes() == null
                                ? upload
                                : S3Call.within(PATIENCE, () -> partUrls.first(upload.id())))
                .build();
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/{id}")
    @Operation(
            summary = "Read an upload",
            description =
                    "Its status, and while it is pending what S3 has of it: inS3 nothing, parts or object, with the parts'"
                            + " numbers, sizes and ETags. No URLs.")
    public UploadView read(@PathParam("id") UUID id) {
        return S3Call.within(PATIENCE, () -> progress.read(id));
    }

    @POST
    @RolesAllowed({Role.EDITOR, Role.OPERATOR})
    @Path("/{id}/parts")
    @Operation(
            summary = "Fresh URLs for parts",
            description =
                    "For the parts not yet signed, and again where URLs have expired; at most 1000 at a time. A single PUT"
                            + " is its own part 1 and gets its url, method and headers again. 409 wrong-state where the"
                            + " upload has come to its end.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = UploadView.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: the upload is not pending")
    public Response parts(@PathParam("id") UUID id, PartsRequest request) {
        return Response.ok(S3Call.within(PATIENCE, () -> partUrls.fresh(id, request)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @POST
    @RolesAllowed({Role.EDITOR, Role.OPERATOR})
    @Path("/{id}/complete")
    @Operation(
            summary = "Complete an upload",
            description =
                    "Has S3 join the parts, checks what has arrived, records it on its scene and starts the analysis."
                            + " Without parts S3's own list counts. Repeating it gives the same answer. 409 upload-missing"
                            + " where something is still to be sent, upload-refused where it is not what was announced,"
                            + " scene-has-footage or wrong-state.")
    @APIResponse(
            responseCode = "409",
            description =
                    "upload-missing: nothing, or not every part, was sent; upload-refused: what was sent is not what was announced; scene-has-footage: and replace was not asked for; wrong-state: the upload has ended, or its scene was deleted")
    public StoredUpload complete(@PathParam("id") UUID id, CompleteRequest request) {
        return S3Call.within(PATIENCE, () -> completion.complete(id, request.parts()));
    }

    @DELETE
    @RolesAllowed({Role.EDITOR, Role.OPERATOR})
    @Path("/{id}")
    @Operation(
            summary = "Abort an upload",
            description = "What has arrived of it is removed. 409 where it is stored.")
    @APIResponse(responseCode = "409", description = "wrong-state: the upload has ended")
    public void abort(@PathParam("id") UUID id) {
        ledger.aborted(id);
    }
}
