package dev.rushes.api.webhook;

import dev.rushes.api.page.PagedRows;
import dev.rushes.api.page.RowFilter;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.security.Caller;
import dev.rushes.common.show.Show;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

@ApplicationScoped
class FindWebhooks {
    private final PagedRows rows;
    private final Caller caller;

    FindWebhooks(PagedRows rows, Caller caller) {
        this.rows = rows;
        this.caller = caller;
    }

    @Transactional
    Page<WebhookView> of(UUID showId, PageRequest page) {
        return rows.page(
                Webhook.class,
                RowFilter.all().equal("row.show", show(showId)),
                page,
                PagedRows.Order.NEWEST_FIRST,
                WebhookView::of);
    }

    /** What it is owed and was told, newest first. */
    @Transactional
    Page<DeliveryView> deliveries(UUID webhookId, PageRequest page) {
        return rows.page(
                WebhookDelivery.class,
                RowFilter.all().equal("row.webhook", existing(webhookId)),
                page,
                PagedRows.Order.NEWEST_FIRST,
                DeliveryView::of);
    }

    /** Removes it with its log; a try that is under way is the last. */
    @Transactional
    void delete(UUID webhookId) {
        existing(webhookId).delete();
    }

    /**
     * Refuses a show that is not there, or not for this caller.
     *
     * @throws ProblemException 404
     */
    @Transactional
    void mustBeSeen(UUID showId) {
        show(showId);
    }

    private Show show(UUID id) {
        Show show =
                Show.<Show>findByIdOptional(id)
                        .orElseThrow(() -> ProblemException.notFound("show", id));
        caller.mustSee(show.id, "show", id);
        return show;
    }

    private Webhook existing(UUID id) {
        Webhook webhook =
                Webhook.<Webhook>findByIdOptional(id)
                        .orElseThrow(() -> ProblemException.notFound("webhook", id));
        caller.mustSee(webhook.show.id, "webhook", id);
        return webhook;
    }
}
