package dev.rushes.api.plan;

import dev.rushes.api.episode.FindEpisodes;
import dev.rushes.api.page.PagedRows;
import dev.rushes.api.page.RowFilter;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Finds edit plans. */
@ApplicationScoped
public class FindPlans {
    private final PagedRows rows;

    FindPlans(PagedRows rows) {
        this.rows = rows;
    }

    @Transactional
    Page<PlanView> list(UUID episodeId, PageRequest page) {
        return rows.page(
                EditPlan.class,
                RowFilter.all()
                        .equal("row.episode", FindEpisodes.existing(episodeId))
                        .holding("row.deletedAt is null"),
                page,
                PagedRows.Order.NEWEST_FIRST,
                PlanView::withoutStructure);
    }

    @Transactional
    PlanView one(UUID id) {
        return PlanView.of(existing(id));
    }

    /**
     * The plan, locked until the caller's transaction ends, so that two reviewers cannot both decide.
     *
     * @throws ProblemException 404 where there is none
     */
    public static EditPlan locked(UUID id) {
        return existing(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * The plan, within the caller's transaction.
     *
     * @throws ProblemException 404 where there is none
     */
    public static EditPlan existing(UUID id) {
        return existing(id, LockModeType.NONE);
    }

    private static EditPlan existing(UUID id, LockModeType lock) {
        return EditPlan.<EditPlan>findByIdOptional(id, lock)
                .filter(plan -> plan.deletedAt == null && plan.episode.deletedAt == null)
                .filter(Caller.current()::sees)
                .orElseThrow(() -> ProblemException.notFound("edit plan", id));
    }
}
