package dev.rushes.api.queue;

import dev.rushes.api.page.ListQuery;
import dev.rushes.api.task.Tasks;
import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.Links;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.Parameter;
import dev.rushes.common.job.DeadLetterQueue;
import dev.rushes.common.security.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1")
@RunOnVirtualThread
@RolesAllowed(Role.OPERATOR)
@Tag(name = "Queues", description = "What waits, and what was given up.")
class QueueResource {
    private final ReadQueues queues;
    private final FindDeadLetters letters;
    private final ResolveDeadLetter resolving;
    private final RedriveAll redriving;
    private final Links links;

    QueueResource(
            ReadQueues queues,
            FindDeadLetters letters,
            ResolveDeadLetter resolving,
            RedriveAll redriving,
            Links links) {
        this.queues = queues;
        this.letters = letters;
        this.resolving = resolving;
        this.redriving = redriving;
        this.links = links;
    }

    @GET
    @Path("/queues")
    @Operation(
            summary = "Read the queues",
            description = "All four with the jobs of each status; 503 while SQS is away.")
    public QueuesView read() {
        return queues.read();
    }

    @GET
    @Path("/queues/dead-letters")
    @Operation(
            summary = "List dead letters, newest first",
            description =
                    "Messages that were given up and that nobody sent again or threw away, by our own"
                            + " record. queue may be video-processing or media-analysis.")
    public Page<DeadLetterView> deadLetters(
            @QueryParam("queue") @Nullable String queue, @BeanParam ListQuery list) {
        return letters.list(queue(queue), list.page());
    }

    @POST
    @Path("/queues/dead-letters/redrive")
    @Idempotent
    @Operation(
            summary = "Send one dead letter again, or all",
            description =
                    "Its job or analysis waits again under a new dispatch number, with no failures counted,"
                            + " and the dead message is removed. 202: for one with the Location of its job"
                            + " or analysis, for all with the Location of a task. 409 where the letter came"
                            + " to its end already or its job cannot be tried again.")
    @APIResponse(responseCode = "202", description = "It is on its way.")
    @APIResponse(
            responseCode = "409",
            description = "wrong-state: the letter was redriven or discarded before")
    public Response redrive(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            RedriveRequest request,
            @Context UriInfo call) {
        UUID letter = request.one();
        return Response.accepted()
                .location(
                        links.to(
                                call,
                                letter == null
                                        ? Tasks.path(redriving.start(request.only()))
                                        : path(resolving.redrive(letter))))
                .build();
    }

    @DELETE
    @Path("/queues/dead-letters/{id}")
    @Operation(
            summary = "Throw a dead letter away",
            description =
                    "What it was about stays failed, and can still be tried again. 409 where it was sent"
                            + " again.")
    @APIResponse(
            responseCode = "409",
            description = "wrong-state: the letter was redriven or discarded before")
    public void discard(@PathParam("id") UUID id) {
        resolving.discard(id);
    }

    private static String path(ResolveDeadLetter.Redriven redriven) {
        return redriven.job() == null
                ? "api/v1/scenes/" + redriven.scene() + "/analysis"
                : "api/v1/jobs/" + redriven.job();
    }

    private static @Nullable DeadLetterQueue queue(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        for (DeadLetterQueue queue : DeadLetterQueue.values()) {
            if (queue.text().equals(name)) {
                return queue;
            }
        }
        throw Parameter.malformed("queue", "must be video-processing or media-analysis");
    }
}
