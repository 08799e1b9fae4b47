package dev.rushes.api.task;

import dev.rushes.common.http.Links;
import dev.rushes.common.security.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1")
@RunOnVirtualThread
@Tag(name = "Tasks", description = "Work that takes longer than a request may.")
class TaskResource {
    private final TaskRows tasks;
    private final Links links;

    TaskResource(TaskRows tasks, Links links) {
        this.tasks = tasks;
        this.links = links;
    }

    @GET
    @Path("/tasks/{id}")
    @RolesAllowed({Role.VIEWER, Role.EDITOR, Role.APPROVER, Role.OPERATOR})
    @Operation(
            summary = "Watch a task",
            description =
                    "status is queued, running, completed or failed. It survives a restart, and is kept for"
                            + " seven days after its end.")
    public TaskView read(@PathParam("id") UUID id, @Context UriInfo call) {
        return tasks.view(id, path -> links.to(call, path));
    }
}
