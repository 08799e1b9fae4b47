package dev.rushes.api.webhook;

import dev.rushes.api.page.ListQuery;
import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.Page;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1")
@RunOnVirtualThread
@Tag(
        name = "Webhooks",
        description =
                "Signed notifications of what happens to a show's jobs and plans. Each is a POST of JSON"
                        + " {id, event, occurredAt, showId, episodeId, job or plan} with the headers"
                        + " Rushes-Delivery (the id, the same in every try), Rushes-Event,"
                        + " Rushes-Attempt and Rushes-Signature: t=<Unix seconds>,v1=<hex>, where hex is"
                        + " the HMAC-SHA256, keyed with the whole secret as text, of the seconds, a dot and"
                        + " the body's bytes. Answer 2xx within 10 s. Anything else is tried again after 10 s,"
                        + " then twice as long each time up to 15 minutes, for 24 hours. An event comes at"
                        + " least once, and events may come in another order.")
class WebhookResource {
    private final Destinations destinations;
    private final RegisterWebhook registration;
    private final FindWebhooks webhooks;

    WebhookResource(
            Destinations destinations, RegisterWebhook registration, FindWebhooks webhooks) {
        this.destinations = destinations;
        this.registration = registration;
        this.webhooks = webhooks;
    }

    @POST
    @Path("/shows/{id}/webhooks")
    @RolesAllowed({Role.EDITOR, Role.OPERATOR})
    @Operation(
            summary = "Register a webhook",
            description =
                    "201 with the signing secret, which is shown in this answer only: a repeated"
                            + " Idempotency-Key gets the webhook without it. 422 for an address that is not"
                            + " https or not of the public internet; names are resolved again at every try."
                            + " 409 for the 21st of a show; 503 webhooks-not-configured without a key to"
                            + " seal secrets with.")
    @APIResponse(
            responseCode = "201",
            description = "The webhook, with its secret.",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    @APIResponse(
            responseCode = "409",
            description = "wrong-state: the show has as many webhooks as it may")
    @APIResponse(
            responseCode = "503",
            description = "webhooks-not-configured: no key is set that secrets are kept with")
    public Response register(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID showId,
            WebhookRequest request,
            @Context UriInfo call) {
        webhooks.mustBeSeen(showId);
        destinations.check(request.url());
        return registration.register(key, showId, request, call);
    }

    @GET
    @Path("/shows/{id}/webhooks")
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "List a show's webhooks, newest first", description = "Without secrets.")
    public Page<WebhookView> list(@PathParam("id") UUID showId, @BeanParam ListQuery list) {
        return webhooks.of(showId, list.page());
    }

    @DELETE
    @Path("/webhooks/{id}")
    @RolesAllowed({Role.EDITOR, Role.OPERATOR})
    @Operation(
            summary = "Delete a webhook",
            description = "With its log. What it is still owed is not sent any more.")
    public void delete(@PathParam("id") UUID id) {
        webhooks.delete(id);
    }

    @GET
    @Path("/webhooks/{id}/deliveries")
    @RolesAllowed(Role.VIEWER)
    @Operation(
            summary = "List what a webhook was told, newest first",
            description =
                    "Each with its state (pending, delivered, given_up), the number of tries, what the"
                            + " receiver answered last, why that did not count, and when the next try is due."
                            + " Kept for 30 days after the end.")
    public Page<DeliveryView> deliveries(@PathParam("id") UUID id, @BeanParam ListQuery list) {
        return webhooks.deliveries(id, list.page());
    }
}
