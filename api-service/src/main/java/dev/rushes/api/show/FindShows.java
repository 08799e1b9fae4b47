package dev.rushes.api.show;

import dev.rushes.api.page.PagedRows;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.show.Show;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.UUID;

@ApplicationScoped
class FindShows {
    private final PagedRows rows;

    FindShows(PagedRows rows) {
        this.rows = rows;
    }

    @Transactional
    Page<ShowView> list(PageRequest page) {
        return rows.page(
                Show.class,
                "true = true",
                Map.of(),
                page,
                PagedRows.Order.NEWEST_FIRST,
                ShowView::of);
    }

    @Transactional
    ShowView one(UUID id) {
        return ShowView.of(existing(id));
    }

    /** Within the caller's transaction. */
    static Show existing(UUID id) {
        return Show.<Show>findByIdOptional(id)
                .orElseThrow(() -> ProblemException.notFound("show", id));
    }
}
