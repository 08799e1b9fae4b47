package dev.rushes.common.job;

import dev.rushes.common.lease.Claim;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Takes a job for a worker, or says why it cannot be had; each in a transaction of its own. */
@ApplicationScoped
class JobClaims {
    /** A job may be claimed where it waits, or where its lease ran out with a failure to spare. */
    private static final String CLAIM =
            """
            UPDATE video_processing_jobs j SET
                status = 'processing', phase = 'waiting', attempt = attempt + 1,
                failures = failures + CASE WHEN status = 'processing' THEN 1 ELSE 0 END,
                worker_id = :worker, lease_expires_at = clock_timestamp() + make_interval(secs => :lease),
                started_at = coalesce(started_at, clock_timestamp()), speed = NULL, eta_seconds = NULL,
                segments_total = NULL, segments_reused = NULL, segments_rendered = NULL,
                dispatched_at = coalesce(dispatched_at, clock_timestamp())
            WHERE id = :id AND dispatch <= :dispatch AND cancel_requested_at IS NULL
              AND (status = 'queued' AND phase <> 'restoring'
                   OR status = 'processing' AND lease_expires_at < clock_timestamp() AND failures + 1 < :max)
              AND NOT EXISTS (SELECT 1 FROM video_processing_jobs other WHERE other.episode_id = j.episode_id
                              AND other.status = 'processing' AND other.id <> j.id)
            RETURNING attempt
            """;

    private final EntityManager database;
    private final JobLedger ledger;

    JobClaims(EntityManager database, JobLedger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /**
     * Takes the job where it is free.
     *
     * @throws org.hibernate.exception.ConstraintViolationException where another job of the episode was taken in the same
     *     instant
     */
    @Transactional(TxType.REQUIRES_NEW)
    Claim<Attempt> take(UUID jobId, int dispatch, String workerId, Duration lease) {
        List<?> rows =
                database.createNativeQuery(CLAIM)
                        .setParameter("id", jobId)
                        .setParameter("dispatch", dispatch)
                        .setParameter("worker", workerId)
                        .setParameter("lease", JobTransitions.seconds(lease))
                        .setParameter("max", JobTransitions.MAX_FAILURES)
                        .getResultList();
        if (rows.isEmpty()) {
            return whyNot(jobId, dispatch);
        }
        VideoJob job = database.find(VideoJob.class, jobId);
        ledger.followNewest(job);
        JobLedger.said(job, "claimed by " + workerId + " as attempt " + job.attempt());
        return new Claim.Granted<>(
                new Attempt(
                        job.id,
                        job.episode.id,
                        job.editPlan.id,
                        job.kind,
                        job.attempt(),
                        dispatch));
    }

    /** Why the conditional update found no row, and what follows. */
    @Transactional(TxType.REQUIRES_NEW)
    Claim<Attempt> whyNot(UUID jobId, int dispatch) {
        VideoJob job = ledger.locked(jobId);
        if (job == null) {
            return new Claim.Stale<>("there is no such job");
        }
        if (job.status().isFinal()) {
            return new Claim.Stale<>("the job is " + job.status().text());
        }
        if (job.dispatch() > dispatch) {
            return new Claim.Stale<>("dispatch " + job.dispatch() + " has taken its place");
        }
        if (job.isAwaitingRestores()) {
            return new Claim.Stale<>("the job waits for archived sources");
        }
        Instant now = ledger.now();
        Instant lease = job.leaseExpiresAt();
        if (job.status() == JobStatus.PROCESSING && lease != null && lease.isAfter(now)) {
            return new Claim.Held<>(Duration.between(now, lease));
        }
        if (job.cancelRequestedAt() != null) {
            ledger.cancelled(job);
            return new Claim.Stale<>("the job is cancelled");
        }
        if (job.status() == JobStatus.PROCESSING
                && job.failures() + 1 >= JobTransitions.MAX_FAILURES) {
            JobFailure failure = ledger.diedSilently(job);
            return new Claim.Spent<>(failure.message());
        }
        return new Claim.Held<>(otherLease(job, now));
    }

    /** What is left of the lease of the episode's running job; a second where that has just ended. */
    private Duration otherLease(VideoJob job, Instant now) {
        Instant until =
                database.createQuery(
                                "select max(other.leaseExpiresAt) from VideoJob other"
                                        + " where other.episode = :episode and other.status = :processing",
                                Instant.class)
                        .setParameter("episode", job.episode)
                        .setParameter("processing", JobStatus.PROCESSING)
                        .getSingleResultOrNull();
        Duration left = until == null ? Duration.ZERO : Duration.between(now, until);
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }
}
