package dev.rushes.api.maintenance;

import dev.rushes.api.task.Tasks;
import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.Links;
import dev.rushes.common.security.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/maintenance")
@RunOnVirtualThread
@RolesAllowed(Role.OPERATOR)
@Tag(name = "Maintenance", description = "Removes what tests left behind.")
class MaintenanceResource {
    private final Leftovers leftovers;
    private final CleanUp cleaning;
    private final Links links;

    MaintenanceResource(Leftovers leftovers, CleanUp cleaning, Links links) {
        this.leftovers = leftovers;
        this.cleaning = cleaning;
        this.links = links;
    }

    @POST
    @Path("/cleanup")
    @Idempotent
    @Operation(
            summary = "Remove test shows and lost uploads",
            description =
                    "Shows with test: true, with everything below them, where nothing has changed for so many"
                            + " days, and uploads that were never completed and whose URL has ended. With"
                            + " dryRun 200 and what would go; else 202 with the Location of a task.")
    @APIResponse(
            responseCode = "200",
            description = "What would go.",
            content = @Content(schema = @Schema(implementation = LeftoversView.class)))
    @APIResponse(responseCode = "202", description = "A task does it.")
    public Response cleanUp(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            CleanupRequest request,
            @Context UriInfo call) {
        Instant since = request.untouchedSince(Instant.now());
        if (request.dryRun()) {
            return Response.ok(leftovers.view(since)).build();
        }
        return Response.accepted()
                .location(links.to(call, Tasks.path(cleaning.start(since))))
                .build();
    }
}
