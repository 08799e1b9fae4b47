package dev.rushes.api.episode;

import dev.rushes.api.page.PagedRows;
import dev.rushes.api.page.RowFilter;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.security.Caller;
import dev.rushes.common.show.Episode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds episodes; those that a studio's own software took away are not there. */
@ApplicationScoped
public class FindEpisodes {
    private final PagedRows rows;

    FindEpisodes(PagedRows rows) {
        this.rows = rows;
    }

    @Transactional
    Page<EpisodeView> list(@Nullable UUID showId, PageRequest page) {
        return rows.page(
                Episode.class,
                RowFilter.all().holding("row.deletedAt is null").equal("row.show.id", showId),
                page,
                PagedRows.Order.NEWEST_FIRST,
                EpisodeView::of);
    }

    @Transactional
    EpisodeView one(UUID id) {
        return EpisodeView.of(existing(id));
    }

    /**
     * The episode, within the caller's transaction.
     *
     * @throws ProblemException 404 where there is none
     */
    public static Episode existing(UUID id) {
        return found(id).orElseThrow(() -> ProblemException.notFound("episode", id));
    }

    /** The episode, within the caller's transaction; empty where there is none that the caller sees. */
    public static Optional<Episode> found(UUID id) {
        return Episode.<Episode>findByIdOptional(id)
                .filter(episode -> episode.deletedAt == null)
                .filter(Caller.current()::sees);
    }
}
