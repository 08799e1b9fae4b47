package dev.rushes.api.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event owed to a webhook.
 *
 * @param id what the receiver knows it by; the same in every try
 * @param status pending, delivered or given_up
 * @param attempts tries so far
 * @param lastStatusCode what the receiver answered last; null where it did not answer
 * @param lastError why the last try did not count; null where it did
 * @param nextAttemptAt null where there is none
 * @param endedAt when it was delivered or given up
 */
record DeliveryView(
        UUID id,
        String event,
        String status,
        int attempts,
        @Nullable Integer lastStatusCode,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant lastAttemptAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant endedAt) {
    static DeliveryView of(WebhookDelivery delivery) {
        return new DeliveryView(
                delivery.id,
                delivery.event,
                delivery.status,
                delivery.attempts,
                delivery.lastStatusCode,
                delivery.lastError,
                delivery.createdAt,
                delivery.lastAttemptAt,
                delivery.nextAttemptAt,
                delivery.endedAt);
    }
}
