package dev.rushes.api.training;

import dev.rushes.api.page.PagedRows;
import dev.rushes.api.page.RowFilter;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.security.Caller;
import dev.rushes.common.training.TrainingVideo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** Finds the videos that the caller may see: those for all shows and those of the caller's. */
@ApplicationScoped
class FindVideos {
    private final PagedRows rows;
    private final Caller caller;

    FindVideos(PagedRows rows, Caller caller) {
        this.rows = rows;
        this.caller = caller;
    }

    @Transactional
    Page<TrainingView> list(RowFilter wanted, PageRequest page) {
        return rows.page(
                TrainingVideo.class,
                seen(wanted),
                page,
                PagedRows.Order.NEWEST_FIRST,
                TrainingView::of);
    }

    @Transactional
    TrainingView one(UUID id) {
        return TrainingView.of(seen(TrainingVideo.<TrainingVideo>findByIdOptional(id), id));
    }

    /** Within a transaction, locked. */
    TrainingVideo locked(UUID id) {
        return seen(
                TrainingVideo.<TrainingVideo>findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE),
                id);
    }

    private TrainingVideo seen(Optional<TrainingVideo> found, UUID id) {
        return found.filter(video -> video.show == null || caller.sees(video.show.id))
                .orElseThrow(() -> ProblemException.notFound("training video", id));
    }

    /** Keeps other shows' videos away as well. */
    RowFilter seen(RowFilter wanted) {
        return caller.shows()
                .map(shows ->
                        wanted.holding("row.show is null or row.show.id in (:seen)", "seen", shows))
                .orElse(wanted);
    }
}
