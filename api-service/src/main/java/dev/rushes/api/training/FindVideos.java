package dev.rushes.api.training;

import dev.rushes.api.page.PagedRows;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.security.Caller;
import dev.rushes.common.training.TrainingVideo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.Map;
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
    Page<TrainingView> list(TrainingQuery.Conditions wanted, PageRequest page) {
        Map<String, Object> values = new HashMap<>(wanted.values());
        return rows.page(
                TrainingVideo.class,
                "true = true" + wanted.text() + seen(values),
                values,
                page,
                PagedRows.Order.NEWEST_FIRST,
                TrainingView::of);
    }

    @Transactional
    TrainingView one(UUID id) {
        return TrainingView.of(
                TrainingVideo.<TrainingVideo>findByIdOptional(id)
                        .filter(video -> video.show == null || caller.sees(video.show.id))
                        .orElseThrow(() -> ProblemException.notFound("training video", id)));
    }

    /** The condition on {@code row} that keeps other shows' videos away, and its value. */
    String seen(Map<String, Object> values) {
        return caller.shows()
                .map(shows -> {
                    values.put("seen", shows);
                    return " and (row.show is null or row.show.id in (:seen))";
                })
                .orElse("");
    }
}
