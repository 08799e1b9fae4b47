package dev.rushes.api.webhook;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a webhook.
 *
 * @param url where events are posted to: https, a public address
 * @param events what it hears of; all where missing
 */
record WebhookRequest(
        @NotBlank @Size(max = 2000) @Schema(examples = "https://hooks.example.com/rushes")
                String url,
        @Nullable @Size(min = 1, max = 20)
                List<
                                @Pattern(
                                        regexp =
                                                "job\\.(completed|failed|cancelled)|plan\\.(submitted|approved|rejected)",
                                        message =
                                                "must be job.completed, job.failed, job.cancelled, plan.submitted, plan.approved or plan.rejected")
                                String>
                        events,
        @Nullable @Size(max = 500) String description) {
    List<String> wanted() {
        return events == null ? WebhookEvent.texts() : events.stream().distinct().toList();
    }
}
