package dev.rushes.common.job;

import dev.rushes.common.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** What every change of a job has in common: the locked row, the episode that follows it, the record of dead letters. */
@ApplicationScoped
class JobLedger {
    private static final Logger LOG = Logger.getLogger(JobTransitions.class);

    /** The newest full render speaks for the episode; a cancelled one leaves what was there before. */
    private static final String FOLLOW_NEWEST =
            """
            UPDATE episodes e SET rendering_status = CASE
                (SELECT j.status FROM video_processing_jobs j
                 WHERE j.episode_id = e.id AND j.kind = 'full' ORDER BY j.created_at DESC, j.id DESC LIMIT 1)
                WHEN 'queued' THEN 'queued'
                WHEN 'processing' THEN 'rendering'
                WHEN 'failed' THEN 'failed'
                ELSE CASE WHEN e.final_video_s3_key IS NULL THEN 'not_started' ELSE 'completed' END END
            WHERE e.id = :episode
            """;

    private final EntityManager database;

    JobLedger(EntityManager database) {
        this.database = database;
    }

    JobFailure diedSilently(VideoJob job) {
        job.countFailure();
        JobFailure failure =
                gaveUp(
                        "Three workers went silent while rendering it. It may need more memory than a worker has.");
        failed(job, failure);
        deadLetter(job, failure.message());
        return failure;
    }

    static JobFailure gaveUp(String message) {
        return JobFailure.of(ProblemType.GAVE_UP, message, true);
    }

    Dispatch requeued(VideoJob job, String what) {
        job.requeue();
        database.flush();
        // However it comes to wait again, a letter that was given up before is no longer the last
        // word.
        database.createNativeQuery(
                        "UPDATE dead_letters SET discarded_at = clock_timestamp(), resolution = 'redriven'"
                                + " WHERE job_id = :job AND discarded_at IS NULL")
                .setParameter("job", job.id)
                .executeUpdate();
        followNewest(job);
        said(job, what);
        return dispatchOf(job);
    }

    void failed(VideoJob job, JobFailure failure) {
        job.fail(failure, now());
        database.flush();
        followNewest(job);
        said(job, "failed: " + failure.message());
    }

    void cancelled(VideoJob job) {
        job.cancel(now());
        database.flush();
        followNewest(job);
        said(job, "cancelled");
    }

    void deadLetter(VideoJob job, String reason) {
        database.createNativeQuery(
                        "INSERT INTO dead_letters (queue_role, job_id, dispatch, reason, receive_count)"
                                + " VALUES (:role, :job, :dispatch, :reason, :failures)"
                                + " ON CONFLICT (job_id, dispatch) DO NOTHING")
                .setParameter("role", DeadLetterQueue.VIDEO_PROCESSING.text())
                .setParameter("job", job.id)
                .setParameter("dispatch", job.dispatch())
                .setParameter("reason", reason)
                .setParameter("failures", job.failures())
                .executeUpdate();
    }

    void followNewest(VideoJob job) {
        if (job.kind == JobKind.FULL) {
            database.createNativeQuery(FOLLOW_NEWEST)
                    .setParameter("episode", job.episode.id)
                    .executeUpdate();
        }
    }

    @Nullable VideoJob mine(Attempt attempt) {
        VideoJob job = locked(attempt.jobId());
        boolean mine =
                job != null
                        && job.status() == JobStatus.PROCESSING
                        && job.attempt() == attempt.number();
        return mine ? job : null;
    }

    @Nullable VideoJob locked(UUID jobId) {
        VideoJob job = database.find(VideoJob.class, jobId, LockModeType.PESSIMISTIC_WRITE);
        if (job != null) {
            // What this transaction may have read before the lock is stale.
            database.refresh(job);
        }
        return job;
    }

    Instant now() {
        return (Instant)
                database.createNativeQuery("SELECT clock_timestamp()", Instant.class)
                        .getSingleResult();
    }

    static Dispatch dispatchOf(VideoJob job) {
        return new Dispatch(job.id, job.episode.id, job.dispatch(), job.traceParent());
    }

    static void said(VideoJob job, String what) {
        MDC.put("jobId", job.id.toString());
        MDC.put("planId", job.editPlan.id.toString());
        MDC.put(JobStatus.LOG_FIELD, job.status().text());
        try {
            LOG.infof("Job %s of plan %s %s", job.id, job.editPlan.id, what);
        } finally {
            MDC.remove("jobId");
            MDC.remove("planId");
            MDC.remove(JobStatus.LOG_FIELD);
        }
    }
}
