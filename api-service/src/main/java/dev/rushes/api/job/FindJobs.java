package dev.rushes.api.job;

import static org.hibernate.ReadOnlyMode.READ_ONLY;

import dev.rushes.api.page.PagedRows;
import dev.rushes.api.page.RowFilter;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.job.JobStatus;
import dev.rushes.common.job.VideoJob;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds render jobs. */
@ApplicationScoped
public class FindJobs {
    private final PagedRows rows;

    FindJobs(PagedRows rows) {
        this.rows = rows;
    }

    @Transactional
    Page<JobView> list(@Nullable JobStatus status, @Nullable UUID episodeId, PageRequest page) {
        return rows.page(
                VideoJob.class,
                RowFilter.all().equal("row.status", status).equal("row.episode.id", episodeId),
                page,
                PagedRows.Order.NEWEST_FIRST,
                JobView::of);
    }

    /**
     * The job, for one short request.
     *
     * @throws ProblemException 404 where there is none
     */
    JobView one(UUID id) {
        // What is asked most. One statement sees one state: a transaction around it would only add
        // a commit, and the database is then asked twice. The connection is held until the request
        // ends.
        return JobView.of(
                seen(VideoJob.getEntityManager().find(VideoJob.class, id, READ_ONLY), id));
    }

    /**
     * Refuses what the caller may not read.
     *
     * @throws ProblemException 404 where there is no such job
     */
    @Transactional
    public void mustBeSeen(UUID id) {
        existing(id);
    }

    /**
     * The job, within the caller's transaction.
     *
     * @throws ProblemException 404 where there is none
     */
    public static VideoJob existing(UUID id) {
        return seen(VideoJob.findById(id), id);
    }

    private static VideoJob seen(@Nullable VideoJob job, UUID id) {
        if (job == null || !Caller.current().sees(job)) {
            throw ProblemException.notFound("job", id);
        }
        return job;
    }
}
