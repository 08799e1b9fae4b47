package dev.rushes.api.event;

import dev.rushes.api.job.FindJobs;
import dev.rushes.common.http.EmptyBody;
import dev.rushes.common.http.Links;
import dev.rushes.common.http.Parameter;
import dev.rushes.common.security.Caller;
import dev.rushes.common.security.Role;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jspecify.annotations.Nullable;

@Path("/api/v1")
@RunOnVirtualThread
@Tag(name = "Jobs", description = "Renders of edit plans.")
class JobEventResource {
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    /** How soon a client that lost its connection comes back. */
    private static final long RECONNECT_MILLIS = 2000;

    private final JobFeed feed;
    private final EventTickets tickets;
    private final FindJobs jobs;
    private final Caller caller;
    private final Links links;

    JobEventResource(
            JobFeed feed, EventTickets tickets, FindJobs jobs, Caller caller, Links links) {
        this.feed = feed;
        this.tickets = tickets;
        this.jobs = jobs;
        this.caller = caller;
        this.links = links;
    }

    @GET
    // A ticket opens it as well; without one it asks for the role itself.
    @PermitAll
    @Path("/jobs/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    // Proxies that would collect the answer (nginx) pass it on.
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @Operation(
            summary = "Watch a job",
            description =
                    "Server-sent events: the current state first, then one event for every change, in"
                            + " order and none twice, whichever instance is asked. data is the job as GET"
                            + " /jobs/{id} shows it, id the number of the change. With Last-Event-ID (or"
                            + " ?lastEventId=) it goes on after that event; where over 1,000 changes or a day"
                            + " were missed, with the current state. The stream closes at a final state; who"
                            + " has seen that one gets 204, which tells an EventSource to stop. A comment line"
                            + " comes every 15 seconds. A browser's EventSource takes a ticket of POST"
                            + " events-ticket in place of a token. This call is exempt from the limit of 10 s"
                            + " on requests: a gateway must let it run.")
    // Reads the job before the stream begins; a Multi alone would be taken for work of the event
    // loop.
    @Blocking
    public Multi<OutboundSseEvent> watch(
            @PathParam("id") UUID id,
            @QueryParam("ticket") @Nullable String ticket,
            @HeaderParam(LAST_EVENT_ID) @Nullable String lastEvent,
            @QueryParam("lastEventId") @Nullable String lastEventInUrl,
            @Context Sse sse) {
        if (ticket != null) {
            tickets.use(id, ticket);
        } else {
            caller.mustHave(Role.VIEWER);
            jobs.mustBeSeen(id);
        }
        Long seen = number(lastEvent);
        Watcher watcher =
                feed.watch(id, seen == null ? number(lastEventInUrl) : seen)
                        .orElseThrow(() ->
                                new WebApplicationException(
                                        Response.noContent()
                                                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                                                .build()));
        return Multi.createFrom().publisher(watcher).map(event -> message(event, sse));
    }

    @POST
    @RolesAllowed(Role.VIEWER)
    @Path("/jobs/{id}/events-ticket")
    @Operation(
            summary = "Get a ticket for a job's events",
            description =
                    "201 with a ticket that opens GET /jobs/{id}/events once, within a minute and"
                            + " without a token, and the URL for an EventSource. To connect again, ask for"
                            + " another and add &lastEventId=. No Idempotency-Key: a used ticket given"
                            + " again would be of no use.")
    @APIResponse(
            responseCode = "201",
            description = "The ticket.",
            content = @Content(schema = @Schema(implementation = TicketView.class)))
    public Response ticket(@PathParam("id") UUID id, EmptyBody nothing, @Context UriInfo call) {
        jobs.mustBeSeen(id);
        EventTickets.Ticket ticket = tickets.issue(id, caller.subject());
        URI url = links.to(call, "api/v1/jobs/%s/events?ticket=%s".formatted(id, ticket.text()));
        return Response.created(url)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(new TicketView(ticket.text(), url, ticket.expiresAt()))
                .build();
    }

    private static OutboundSseEvent message(Optional<JobEvent> event, Sse sse) {
        OutboundSseEvent.Builder message = sse.newEventBuilder();
        return event.map(job ->
                        message.id(Long.toString(job.number()))
                                .reconnectDelay(RECONNECT_MILLIS)
                                .data(String.class, job.json()))
                .orElseGet(() -> message.comment("still here"))
                .build();
    }

    private static @Nullable Long number(@Nullable String eventId) {
        if (eventId == null || eventId.isEmpty()) {
            return null;
        }
        try {
            long number = Long.parseLong(eventId);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Parameter.malformed(LAST_EVENT_ID, "must be the id of an event of this job");
    }
}
