package dev.rushes.api.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a webhook can hear of. */
enum WebhookEvent {
    JOB_COMPLETED,
    JOB_FAILED,
    JOB_CANCELLED,
    PLAN_SUBMITTED,
    PLAN_APPROVED,
    PLAN_REJECTED;

    /** For example {@code job.completed}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(WebhookEvent::text).toList();
    }
}
