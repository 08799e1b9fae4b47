package dev.rushes.api.plan.choice;

import dev.rushes.api.page.PagedRows;
import dev.rushes.api.page.RowFilter;
import dev.rushes.api.plan.FindPlans;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

@ApplicationScoped
class FindChoices {
    private final PagedRows rows;

    FindChoices(PagedRows rows) {
        this.rows = rows;
    }

    @Transactional
    Page<ChoiceView> list(UUID planId, PageRequest page) {
        return rows.page(
                PlanChoice.class,
                RowFilter.all().equal("row.plan", FindPlans.existing(planId)),
                page,
                PagedRows.Order.OLDEST_FIRST,
                ChoiceView::of);
    }
}
