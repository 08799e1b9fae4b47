package dev.rushes.api.show;

import dev.rushes.api.page.PagedRows;
import dev.rushes.api.page.RowFilter;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.security.Caller;
import dev.rushes.common.show.Show;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** Finds the shows that the caller sees. */
@ApplicationScoped
public class FindShows {
    private final PagedRows rows;

    FindShows(PagedRows rows) {
        this.rows = rows;
    }

    @Transactional
    Page<ShowView> list(PageRequest page) {
        return rows.page(
                Show.class, RowFilter.all(), page, PagedRows.Order.NEWEST_FIRST, ShowView::of);
    }

    @Transactional
    ShowView one(UUID id) {
        return ShowView.of(existing(id));
    }

    /**
     * The show, within the caller's transaction.
     *
     * @throws ProblemException 404 where there is none that the caller sees
     */
    public static Show existing(UUID id) {
        return found(id, LockModeType.NONE)
                .orElseThrow(() -> ProblemException.notFound("show", id));
    }

    /** The show, locked until the caller's transaction ends; empty where there is none that the caller sees. */
    public static Optional<Show> found(UUID id, LockModeType lock) {
        return Show.<Show>findByIdOptional(id, lock).filter(Caller.current()::sees);
    }
}
