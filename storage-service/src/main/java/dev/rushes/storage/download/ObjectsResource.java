package dev.rushes.storage.download;

import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.security.Role;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.storage.bucket.Lifecycles;
import dev.rushes.storage.s3.ObjectStore;
import dev.rushes.storage.s3.StoredObject;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

    ObjectsResource(ObjectStore objects, Lifecycles lifecycles) {
        this.objects = objects;
        this.lifecycles = lifecycles;
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

    private StoredObject existing(BucketRole bucket, String key) {
        return objects.find(bucket, key, null)
                .orElseThrow(() -> ProblemException.notFound("object", key));
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
