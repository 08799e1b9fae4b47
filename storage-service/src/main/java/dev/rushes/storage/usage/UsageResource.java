package dev.rushes.storage.usage;

import dev.rushes.common.security.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What lies in the buckets. */
@Path("/api/v1/usage")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.OPERATOR)
@Tag(name = "Usage")
class UsageResource {
    private final Inventory inventory;

    UsageResource(Inventory inventory) {
        this.inventory = inventory;
    }

    @GET
    @Operation(
            summary = "Objects and bytes by bucket, storage class and lifecycle rule",
            description =
                    "As they were counted last (countedAt), old versions included. Counted every hour, or as"
                            + " often as STORAGE_USAGE_EVERY says.")
    public UsageView read() {
        return inventory.view();
    }
}
