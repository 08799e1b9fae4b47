package dev.rushes.common.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What is done for jobs that nobody speaks for: messages that were never sent or got lost, workers that died, letters
 * that died. Everything here may run twice, and needs no worker to be alive.
 */
@ApplicationScoped
public class JobSweep {
    static final String UNSENT =
            "SELECT id FROM video_processing_jobs WHERE status IN ('queued', 'processing')"
                    + " AND phase <> 'restoring' AND dispatched_at IS NULL AND updated_at < clock_timestamp() - make_interval(secs => :age)"
                    + " ORDER BY created_at LIMIT :limit";

    static final String EXPIRED =
            "SELECT id FROM video_processing_jobs WHERE status = 'processing'"
                    + " AND lease_expires_at < clock_timestamp() - make_interval(secs => :age)"
                    + " ORDER BY lease_expires_at LIMIT :limit FOR UPDATE SKIP LOCKED";

    static final String OLD =
            "SELECT id FROM video_processing_jobs WHERE status = 'queued' AND phase <> 'restoring'"
                    + " AND dispatched_at < clock_timestamp() - make_interval(secs => :age)"
                    + " ORDER BY dispatched_at LIMIT :limit FOR UPDATE SKIP LOCKED";

    private final EntityManager database;
    private final JobLedger ledger;

    public JobSweep(EntityManager database, JobLedger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /** Waiting jobs whose newest dispatch was not confirmed within the grace; to be sent under the same number. */
    @Transactional
    public List<Dispatch> unsent(Duration grace, int limit) {
        return ids(UNSENT, grace, limit).stream()
                .map(id -> Optional.ofNullable(database.find(VideoJob.class, id)))
                .flatMap(Optional::stream)
                .map(JobLedger::dispatchOf)
                .toList();
    }

    /**
     * Running jobs whose lease ended longer ago than the grace: each counts a failure and waits again, or has failed; a
     * job that was to be cancelled is cancelled.
     *
     * @param gaveUp told of every job that failed here; its message belongs into the dead-letter queue
     * @return what is to be sent
     */
    @Transactional
    public List<Dispatch> reclaimExpired(Duration grace, int limit, Consumer<Dispatch> gaveUp) {
        return ids(EXPIRED, grace, limit).stream()
                .map(ledger::locked)
                .<Optional<Dispatch>>map(
                        job -> job == null ? Optional.empty() : reclaimed(job, gaveUp))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Waiting jobs dispatched longer ago than the age: SQS forgets a message after its retention. */
    @Transactional
    public List<Dispatch> redispatchOld(Duration age, int limit) {
        return ids(OLD, age, limit).stream()
                .map(ledger::locked)
                .flatMap(job -> Optional.ofNullable(job).stream())
                .map(job -> {
                    job.nextDispatch();
                    return JobLedger.dispatchOf(job);
                })
                .toList();
    }

    /**
     * A message of this job arrived in the dead-letter queue by the queue's own redrive: fails the job unless it is
     * final, or newer than the message.
     *
     * @return whether the job failed by this
     */
    @Transactional
    public boolean deadLettered(UUID jobId, int dispatch, int receives) {
        VideoJob job = ledger.locked(jobId);
        if (job == null
                || job.status().isFinal()
                || job.isAwaitingRestores()
                || job.dispatch() != dispatch) {
            return false;
        }
        JobFailure failure =
                JobLedger.gaveUp(
                        "Its message was delivered "
                                + receives
                                + " times without coming to an end.");
        ledger.failed(job, failure);
        ledger.deadLetter(job, failure.message());
        return true;
    }

    private Optional<Dispatch> reclaimed(VideoJob job, Consumer<Dispatch> gaveUp) {
        if (job.cancelRequestedAt() != null) {
            ledger.cancelled(job);
            return Optional.empty();
        }
        if (job.failures() + 1 >= JobTransitions.MAX_FAILURES) {
            ledger.diedSilently(job);
            gaveUp.accept(JobLedger.dispatchOf(job));
            return Optional.empty();
        }
        job.countFailure();
        return Optional.of(
                ledger.requeued(
                        job, "queued again: its worker " + job.workerId() + " went silent"));
    }

    private List<UUID> ids(String sql, Duration age, int limit) {
        List<?> rows =
                database.createNativeQuery(sql, UUID.class)
                        .setParameter("age", seconds(age))
                        .setParameter("limit", limit)
                        .getResultList();
        return rows.stream().map(UUID.class::cast).toList();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
