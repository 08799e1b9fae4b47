package dev.rushes.storage.bucket;

import dev.rushes.common.http.Page;
import dev.rushes.common.security.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The buckets' desired and actual state. */
@Path("/api/v1/buckets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Buckets")
class BucketsResource {
    private final Buckets buckets;

    BucketsResource(Buckets buckets) {
        this.buckets = buckets;
    }

    @GET
    @RolesAllowed(Role.OPERATOR)
    @Operation(
            summary = "How the buckets must be and how they are",
            description =
                    "Every field that drifted with both values, and the rights that this service is missing.")
    public Page<BucketView> list() {
        return new Page<>(buckets.look(), null);
    }

    @POST
    @RolesAllowed(Role.OPERATOR)
    @Path("/apply")
    @Operation(
            summary =
                    "Makes missing buckets and mends what drifted; foreign lifecycle rules and data stay")
    public Page<BucketView> apply() {
        return new Page<>(buckets.apply(), null);
    }
}
