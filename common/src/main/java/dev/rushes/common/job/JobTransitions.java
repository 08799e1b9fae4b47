package dev.rushes.common.job;

import dev.rushes.common.lease.Claim;
import dev.rushes.common.lease.FaultOutcome;
import dev.rushes.common.lease.Pulse;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.trace.TraceParent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.query.MutationQuery;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one door for every change of a render job's state. Each method is one short transaction, or part of the caller's;
 * none talks to a queue or a bucket. Times are the database's, so that the clocks of many machines need not agree.
 */
@ApplicationScoped
public class JobTransitions {
    /**
     * The channel on which PostgreSQL says, once it is committed, the id of a job that somebody wants to end. For
     * workers that listen; who misses it learns the same from a heartbeat.
     */
    public static final String CANCEL_CHANNEL = "rushes_jobs";

    /** Failures after which a job is given up. */
    public static final int MAX_FAILURES = 3;

    private static final Logger LOG = Logger.getLogger(JobTransitions.class);

    private static final String HEARTBEAT =
            """
            UPDATE video_processing_jobs SET lease_expires_at = clock_timestamp() + make_interval(secs => :lease)
            WHERE id = :id AND attempt = :attempt AND status = 'processing'
            RETURNING cancel_requested_at IS NOT NULL
            """;

    private static final String PROGRESS =
            """
            UPDATE video_processing_jobs SET phase = :phase, speed = :speed, eta_seconds = :eta,
                progress_percentage = greatest(progress_percentage, least(:percent, 99)),
                segments_total = coalesce(:total, segments_total),
                segments_reused = coalesce(:reused, segments_reused),
                segments_rendered = coalesce(:rendered, segments_rendered)
            WHERE id = :id AND attempt = :attempt AND status = 'processing'
            """;

    private static final String FINAL_VIDEO =
            """
            UPDATE episodes e SET final_video_s3_key = j.output_s3_key, final_video_job_id = j.id,
                final_video_version_id = j.output_version_id, final_video_size_bytes = j.output_size_bytes,
                final_video_sha256 = j.output_sha256, final_video_expired_at = NULL
            FROM video_processing_jobs j
            WHERE j.id = :id AND e.id = j.episode_id AND j.kind = 'full'
              AND NOT EXISTS (SELECT 1 FROM video_processing_jobs later WHERE later.episode_id = j.episode_id
                              AND later.kind = 'full' AND later.status = 'completed'
                              AND (later.created_at, later.id) > (j.created_at, j.id))
            """;

    private final EntityManager database;
    private final JobLedger ledger;
    private final JobClaims claims;

    JobTransitions(EntityManager database, JobLedger ledger, JobClaims claims) {
        this.database = database;
        this.ledger = ledger;
        this.claims = claims;
    }

    /** Makes a queued job with its first dispatch intended. */
    @Transactional
    public Dispatch create(
            EditPlan plan, JobKind kind, ProcessingMethod method, @Nullable String requestedBy) {
        return create(plan, kind, RenderScope.WHOLE, method, requestedBy);
    }

    /** Makes a queued job for a part of a plan or for shapes of its own, with its first dispatch intended. */
    @Transactional
    public Dispatch create(
            EditPlan plan,
            JobKind kind,
            RenderScope scope,
            ProcessingMethod method,
            @Nullable String requestedBy) {
        return create(plan, kind, scope, method, requestedBy, null);
    }

    /**
     * The same, saying what it is expected to need.
     *
     * @param estimate null where nobody can tell
     */
    @Transactional
    public Dispatch create(
            EditPlan plan,
            JobKind kind,
            RenderScope scope,
            ProcessingMethod method,
            @Nullable String requestedBy,
            @Nullable RenderEstimate estimate) {
        VideoJob job = new VideoJob(plan, kind, method, requestedBy);
        job.scope(scope);
        job.tracedBy(TraceParent.current());
        if (estimate != null) {
            job.expect(estimate);
        }
        database.persist(job);
        database.flush();
        ledger.followNewest(job);
        JobLedger.said(job, "queued");
        return JobLedger.dispatchOf(job);
    }

    /** Confirms that the queue took the message of this dispatch; a newer dispatch is left as it is. */
    @Transactional
    public void sent(UUID jobId, int dispatch) {
        database.createNativeQuery(
                        "UPDATE video_processing_jobs SET dispatched_at = clock_timestamp()"
                                + " WHERE id = :id AND dispatch = :dispatch")
                .setParameter("id", jobId)
                .setParameter("dispatch", dispatch)
                .executeUpdate();
    }

    /** The same for several, in one transaction. */
    @Transactional
    public void sent(List<Dispatch> dispatches) {
        // In one order, so that two senders of the same do not wait for each other.
        dispatches.stream()
                .sorted(Comparator.comparing(Dispatch::jobId))
                .forEach(dispatch -> sent(dispatch.jobId(), dispatch.number()));
    }

    /**
     * Tries to take the job for a worker.
     *
     * @param dispatch the dispatch number in the message
     * @param lease how long the claim holds without a heartbeat
     */
    public Claim<Attempt> claim(UUID jobId, int dispatch, String workerId, Duration lease) {
        try {
            return claims.take(jobId, dispatch, workerId, lease);
        } catch (ConstraintViolationException e) {
            // Two jobs of one episode were claimed in the same instant; the index let one through.
            return claims.whyNot(jobId, dispatch);
        }
    }

    /** Extends the lease and says whether the work should go on. */
    @Transactional
    public Pulse heartbeat(Attempt attempt, Duration lease) {
        List<?> rows =
                fenced(HEARTBEAT, attempt).setParameter("lease", seconds(lease)).getResultList();
        if (rows.isEmpty()) {
            return Pulse.LOST;
        }
        return Boolean.TRUE.equals(rows.getFirst()) ? Pulse.CANCEL_REQUESTED : Pulse.MINE;
    }

    /** Looks, without extending the lease, whether the work should go on. */
    @Transactional
    public Pulse look(Attempt attempt) {
        List<?> rows =
                fenced(
                                "SELECT cancel_requested_at IS NOT NULL FROM video_processing_jobs"
                                        + " WHERE id = :id AND attempt = :attempt AND status = 'processing'",
                                attempt)
                        .getResultList();
        if (rows.isEmpty()) {
            return Pulse.LOST;
        }
        return Boolean.TRUE.equals(rows.getFirst()) ? Pulse.CANCEL_REQUESTED : Pulse.MINE;
    }

    /**
     * Reports how far the attempt is. A percentage never goes down, and 100 is kept for completion.
     *
     * @param percent 0 to 100
     * @param speed seconds of programme rendered per second, if known
     * @param etaSeconds expected time left, if known
     * @param segments where the segments come from; null leaves what was known
     * @return whether the job is still this attempt's
     */
    @Transactional
    public boolean progress(
            Attempt attempt,
            int percent,
            JobPhase phase,
            @Nullable BigDecimal speed,
            @Nullable Integer etaSeconds,
            @Nullable JobSegments segments) {
        return fencedUpdate(attempt)
                        .setParameter("percent", percent)
                        .setParameter("phase", phase.text())
                        .setParameter("speed", speed, BigDecimal.class)
                        .setParameter("eta", etaSeconds, Integer.class)
                        .setParameter(
                                "total", segments == null ? null : segments.total(), Integer.class)
                        .setParameter(
                                "reused",
                                segments == null ? null : segments.reused(),
                                Integer.class)
                        .setParameter(
                                "rendered",
                                segments == null ? null : segments.rendered(),
                                Integer.class)
                        .executeUpdate()
                == 1;
    }

    /**
     * Ends the job with its result, and makes that the episode's final video unless a later job's is there already.
     *
     * @return false where the job was no longer this attempt's; the result is then nobody's
     */
    @Transactional
    public boolean complete(Attempt attempt, JobOutput output) {
        VideoJob job = ledger.mine(attempt);
        if (job == null) {
            return false;
        }
        job.complete(output, ledger.now());
        database.flush();
        database.createNativeQuery(FINAL_VIDEO).setParameter("id", job.id).executeUpdate();
        ledger.followNewest(job);
        JobLedger.said(job, "completed");
        return true;
    }

    /**
     * Ends the job for good, with a reason.
     *
     * @return false where the job was no longer this attempt's
     */
    @Transactional
    public boolean fail(Attempt attempt, JobFailure failure) {
        VideoJob job = ledger.mine(attempt);
        if (job == null) {
            return false;
        }
        ledger.failed(job, failure);
        return true;
    }

    /** Counts a transient fault: the job waits for its message to come back, or has failed where that was the last. */
    @Transactional
    public FaultOutcome fault(Attempt attempt, JobFailure failure) {
        VideoJob job = ledger.mine(attempt);
        if (job == null) {
            return new FaultOutcome.Lost();
        }
        if (job.countFailure() >= MAX_FAILURES) {
            ledger.failed(job, failure);
            ledger.deadLetter(job, failure.message());
            return new FaultOutcome.Failed();
        }
        job.release();
        database.flush();
        ledger.followNewest(job);
        LOG.warnf(
                "Job %s attempt %d met fault %d of %d: %s",
                job.id, job.attempt(), job.failures(), MAX_FAILURES, failure.message());
        return new FaultOutcome.Retry(job.failures());
    }

    /** Gives the job back under a new dispatch number; no failure. Empty where it was no longer this attempt's. */
    @Transactional
    public Optional<Dispatch> handBack(Attempt attempt) {
        return Optional.ofNullable(ledger.mine(attempt))
                .map(job -> ledger.requeued(job, "given back"));
    }

    /** Ends a job whose worker saw that it is to end. */
    @Transactional
    public boolean cancelled(Attempt attempt) {
        VideoJob job = ledger.mine(attempt);
        if (job != null) {
            ledger.cancelled(job);
        }
        return job != null;
    }

    /**
     * Asks for the end of a job: at once where it waits, else its worker ends it.
     *
     * @throws dev.rushes.common.IllegalTransition where it is final or already being stored
     */
    @Transactional
    public void cancel(UUID jobId) {
        VideoJob job = ledger.locked(jobId);
        if (job == null) {
            return;
        }
        job.requestCancel(ledger.now());
        if (job.status() == JobStatus.QUEUED) {
            ledger.cancelled(job);
        }
    }

    /**
     * Tries a failed or cancelled job once more, with no failures counted.
     *
     * @throws dev.rushes.common.IllegalTransition where it is neither
     */
    @Transactional
    public Optional<Dispatch> retry(UUID jobId) {
        return Optional.ofNullable(ledger.locked(jobId))
                .map(job -> {
                    job.requireFinal();
                    job.tracedBy(TraceParent.current());
                    return ledger.requeued(job, "queued once more");
                });
    }

    /** Sends a waiting job's message anew, under a new dispatch number. Empty where it does not wait. */
    @Transactional
    public Optional<Dispatch> redispatch(UUID jobId, int dispatch) {
        VideoJob job = ledger.locked(jobId);
        if (job == null
                || job.status().isFinal()
                || job.isAwaitingRestores()
                || job.dispatch() != dispatch) {
            return Optional.empty();
        }
        job.nextDispatch();
        return Optional.of(JobLedger.dispatchOf(job));
    }

    private MutationQuery fencedUpdate(Attempt attempt) {
        return database.unwrap(Session.class)
                .createNativeMutationQuery(PROGRESS)
                .setParameter("id", attempt.jobId())
                .setParameter("attempt", attempt.number());
    }

    private jakarta.persistence.Query fenced(String sql, Attempt attempt) {
        return database.createNativeQuery(sql)
                .setParameter("id", attempt.jobId())
                .setParameter("attempt", attempt.number());
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
