package dev.rushes.api.queue;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1")
@RunOnVirtualThread
@Tag(name = "Queues", description = "What waits, and what was given up.")
class QueueResource {
    private final ReadQueues queues;

    QueueResource(ReadQueues queues) {
        this.queues = queues;
    }

    @GET
    @Path("/queues")
    @Operation(
            summary = "Read the queues",
            description = "All four with the jobs of each status; 503 while SQS is away.")
    public QueuesView read() {
        return queues.read();
    }
}
