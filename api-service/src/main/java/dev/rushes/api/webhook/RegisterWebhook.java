package dev.rushes.api.webhook;

import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.Links;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.security.Caller;
import dev.rushes.common.show.Show;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Registers a webhook; where its address was checked before, since that may ask the network. */
@ApplicationScoped
class RegisterWebhook {
    /** Webhooks of one show: every event is told to each of them. */
    private static final int MOST = 20;

    private final SealedSecrets secrets;
    private final Caller caller;
    private final Links links;

    RegisterWebhook(SealedSecrets secrets, Caller caller, Links links) {
        this.secrets = secrets;
        this.caller = caller;
        this.links = links;
    }

    @Idempotent
    @Transactional
    Response register(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            UUID showId,
            WebhookRequest request,
            @Context UriInfo call) {
        Show show =
                Show.<Show>findByIdOptional(showId, LockModeType.PESSIMISTIC_WRITE)
                        .orElseThrow(() -> ProblemException.notFound("show", showId));
        if (Webhook.count("show", show) >= MOST) {
            throw new ProblemException(
                    ProblemType.WRONG_STATE, "A show has at most " + MOST + " webhooks.");
        }
        Webhook webhook = Webhook.of(show, request.url().strip(), request.wanted());
        String secret = secrets.make();
        webhook.sealedSecret = secrets.seal(webhook.id, secret);
        webhook.description = request.description();
        webhook.createdBy = caller.subject();
        webhook.persistAndFlush();
        return Response.created(links.to(call, "api/v1/webhooks/" + webhook.id + "/deliveries"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(WebhookView.of(webhook).withSecret(secret))
                .build();
    }
}
