package dev.rushes.api.plan;

import dev.rushes.api.page.PagedRows;
import dev.rushes.api.page.RowFilter;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.plan.AiRevision;
import dev.rushes.common.plan.EditPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

@ApplicationScoped
class FindRevisions {
    private final PagedRows rows;

    FindRevisions(PagedRows rows) {
        this.rows = rows;
    }

    /** The whole chain that the plan is in, whichever place it has there. */
    @Transactional
    Page<RevisionView> list(UUID planId, PageRequest page) {
        return rows.page(
                AiRevision.class,
                RowFilter.all().equal("row.originalPlan.id", original(FindPlans.existing(planId))),
                page,
                PagedRows.Order.OLDEST_FIRST,
                RevisionView::of);
    }

    /** The first plan of the plan's chain; itself, where it revises none. */
    static UUID original(EditPlan plan) {
        return AiRevision.<AiRevision>find("plan.id", plan.id)
                .firstResultOptional()
                .map(revision -> revision.originalPlan.id)
                .orElse(plan.id);
    }
}
