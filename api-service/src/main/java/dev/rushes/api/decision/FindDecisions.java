package dev.rushes.api.decision;

import dev.rushes.api.episode.FindEpisodes;
import dev.rushes.api.page.PagedRows;
import dev.rushes.api.page.RowFilter;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.plan.EditingDecision;
import dev.rushes.common.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

@ApplicationScoped
class FindDecisions {
    private final PagedRows rows;

    FindDecisions(PagedRows rows) {
        this.rows = rows;
    }

    @Transactional
    Page<DecisionView> list(UUID episodeId, RowFilter chosen, PageRequest page) {
        return rows.page(
                EditingDecision.class,
                chosen.equal("row.episode.id", FindEpisodes.existing(episodeId).id),
                page,
                PagedRows.Order.NEWEST_FIRST,
                DecisionView::of);
    }

    @Transactional
    DecisionView one(UUID episodeId, UUID id) {
        FindEpisodes.existing(episodeId);
        return EditingDecision.<EditingDecision>findByIdOptional(id)
                .filter(decision -> decision.episode.id.equals(episodeId))
                .map(DecisionView::of)
                .orElseThrow(() -> ProblemException.notFound("editing decision", id));
    }
}
