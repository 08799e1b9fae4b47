package dev.rushes.storage.download;

import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.Links;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.security.Role;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.storage.bucket.Lifecycles;
import dev.rushes.storage.finalvideo.ExpireFinalVideos;
import dev.rushes.storage.restore.RestoreObject;
import dev.rushes.storage.restore.RestoreRequest;
import dev.rushes.storage.s3.ObjectStore;
import dev.rushes.storage.s3.StoredObject;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the buckets hold. */
@Path("/api/v1/objects")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Objects")
class ObjectsResource {
    private final ObjectStore objects;
    private final Lifecycles lifecycles;
    private final RestoreObject restoreObject;
    private final ExpireFinalVideos finalVideos;
    private final Links links;

    ObjectsResource(
            ObjectStore objects,
            Lifecycles lifecycles,
            RestoreObject restoreObject,
            ExpireFinalVideos finalVideos,
            Links links) {
        this.objects = objects;
        this.lifecycles = lifecycles;
        this.restoreObject = restoreObject;
        this.finalVideos = finalVideos;
        this.links = links;
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "The objects below a prefix, in the order of their keys")
    public Page<ObjectView> list(
            @QueryParam("bucket") @Nullable String bucket,
            @QueryParam("prefix") @Nullable String prefix,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        BucketRole role =
                BucketRole.named(bucket == null ? "" : bucket)
                        .orElseThrow(() ->
                                parameter(
                                        "bucket",
                                        "must be raw-footage, processed-videos or training-data"));
        ObjectStore.Listing page =
                objects.list(
                        role,
                        prefix == null ? "" : prefix,
                        key(after),
                        PageRequest.of(limit, null).limit());
        List<ObjectView> items = page.objects().stream().map(this::view).toList();
        String last = page.last();
        return new Page<>(
                items,
                last == null
                        ? null
                        : Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(last.getBytes(StandardCharsets.UTF_8)));
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/{bucket}/{key:.+}")
    @Operation(summary = "An object's metadata and what its bucket's lifecycle will do to it")
    public ObjectView read(@PathParam("bucket") String bucket, @PathParam("key") String key) {
        return view(existing(role(bucket), key));
    }

    @DELETE
    @RolesAllowed(Role.OPERATOR)
    @Path("/{bucket}/{key:.+}")
    @Operation(
            summary = "Deletes an object; its versions stay until the bucket's lifecycle ends them")
    public void delete(@PathParam("bucket") String bucket, @PathParam("key") String key) {
        BucketRole role = role(bucket);
        existing(role, key);
        objects.delete(role, key);
    }

    @POST
    @Path("/{bucket}/{key:.+}/restore")
    @RolesAllowed(Role.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Brings an archived object back for some days",
            description =
                    "Takes minutes to half a day, by tier; until then and afterwards the object's lifecycle.restore says"
                            + " restoring, or restored and until when.")
    @APIResponse(
            responseCode = "202",
            content = @Content(schema = @Schema(implementation = ObjectView.class)))
    @APIResponse(responseCode = "404", description = "There is no such object")
    @APIResponse(responseCode = "409", description = "wrong-state: the object is not archived")
    public Response restore(
            @HeaderParam(Idempotent.HEADER) @Nullable String idempotencyKey,
            @PathParam("bucket") String bucket,
            @PathParam("key") String key,
            RestoreRequest request,
            @Context UriInfo call) {
        StoredObject object = existing(role(bucket), key);
        ObjectView restoring = view(restoreObject.restore(object, request));
        return Response.accepted(restoring)
                .location(links.to(call, path(object.bucket(), object.key())))
                .build();
    }

    @POST
    @RolesAllowed(Role.OPERATOR)
    @Path("/{bucket}/{key:.+}/undelete")
    @Operation(
            summary = "Brings a deleted object back",
            description =
                    "Its newest version is current again. Versions stay until the bucket's lifecycle ends them.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ObjectView.class)))
    @APIResponse(responseCode = "404", description = "There is no version of such an object")
    @APIResponse(responseCode = "409", description = "wrong-state: the object is not deleted")
    public ObjectView undelete(@PathParam("bucket") String bucket, @PathParam("key") String key) {
        BucketRole role = role(bucket);
        if (objects.find(role, key, null).isPresent()) {
            throw new ProblemException(ProblemType.WRONG_STATE, "The object is not deleted.");
        }
        objects.undelete(role, key);
        return view(existing(role, key));
    }

    /** Escaped: a key may hold spaces, and letters that no address has. */
    private static String path(BucketRole bucket, String key) {
        String plain = "api/v1/objects/" + bucket.wireName() + "/" + key;
        try {
            return new URI(null, null, plain, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private StoredObject existing(BucketRole bucket, String key) {
        return objects.find(bucket, key, null)
                .orElseThrow(() -> {
                    finalVideos.missing(bucket, key);
                    return objects.deletedAt(bucket, key)
                            .map(when ->
                                    new ProblemException(
                                            ProblemType.NOT_FOUND,
                                            "There is no object %s. It was deleted at %s; POST /%s/undelete brings it back."
                                                    .formatted(key, when, path(bucket, key))))
                            .orElseGet(() -> ProblemException.notFound("object", key));
                });
    }

    private ObjectView view(StoredObject object) {
        return ObjectView.of(object, lifecycles.of(object));
    }

    private static BucketRole role(String bucket) {
        return BucketRole.named(bucket)
                .orElseThrow(() -> ProblemException.notFound("bucket", bucket));
    }

    private static @Nullable String key(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw parameter("after", "must be the next of an earlier answer");
        }
    }

    private static ProblemException parameter(String name, String detail) {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "The parameter " + name + " " + detail + ".",
                List.of(new Problem.Fault(name, detail)));
    }
}
