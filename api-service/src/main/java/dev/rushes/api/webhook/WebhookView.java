package dev.rushes.api.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rushes.common.http.ShownOnce;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as callers see it.
 *
 * @param secret the key of its signatures; only in the answer that made it
 */
record WebhookView(
        UUID id,
        UUID showId,
        String url,
        @Nullable String description,
        List<String> events,
        @Nullable String createdBy,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret)
        implements ShownOnce {
    static WebhookView of(Webhook webhook) {
        return new WebhookView(
                webhook.id,
                webhook.show.id,
                webhook.url,
                webhook.description,
                webhook.events,
                webhook.createdBy,
                webhook.createdAt,
                null);
    }

    WebhookView withSecret(String text) {
        return new WebhookView(id, showId, url, description, events, createdBy, createdAt, text);
    }

    @Override
    public Object remembered() {
        return new WebhookView(id, showId, url, description, events, createdBy, createdAt, null);
    }

    /** Never the secret: a record's own text would put it into logs. */
    @Override
    public String toString() {
        return "WebhookView[" + id + "]";
    }
}
