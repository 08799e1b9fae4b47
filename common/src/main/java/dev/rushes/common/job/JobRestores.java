package dev.rushes.common.job;

import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.storage.ArchivedObject;
import dev.rushes.common.storage.RestoreLedger;
import dev.rushes.common.storage.RestoreTier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The doors of a job whose sources are archived. While they are restored it waits in the queue's place with no message:
 * no sweep sends one, and a message that is still about finds the job waiting and is deleted.
 */
@ApplicationScoped
public class JobRestores {
    private final EntityManager database;
    private final JobLedger ledger;
    private final RestoreLedger restores;

    JobRestores(EntityManager database, JobLedger ledger, RestoreLedger restores) {
        this.database = database;
        this.ledger = ledger;
        this.restores = restores;
    }

    /**
     * Lets the attempt go until the objects can be read; that is no failure. The attempt's message is to be deleted.
     *
     * @return false where the job was no longer this attempt's
     */
    @Transactional
    public boolean await(
            Attempt attempt, Collection<ArchivedObject> objects, int days, RestoreTier tier) {
        VideoJob job = ledger.mine(attempt);
        if (job == null) {
            return false;
        }
        if (job.cancelRequestedAt() != null) {
            ledger.cancelled(job);
            return true;
        }
        Instant now = ledger.now();
        database.createNativeQuery("DELETE FROM restore_waits WHERE job_id = :job")
                .setParameter("job", job.id)
                .executeUpdate();
        Instant expected = now;
        for (ArchivedObject object : objects) {
            UUID restore = restores.want(object, days, tier);
            database.createNativeQuery(
                            "INSERT INTO restore_waits (job_id, restore_id) VALUES (:job, :restore)")
                    .setParameter("job", job.id)
                    .setParameter("restore", restore)
                    .executeUpdate();
            Instant its = restores.expectedAt(object).orElseGet(() -> now.plus(tier.longest()));
            expected = its.isAfter(expected) ? its : expected;
        }
        job.awaitRestores(expected);
        database.flush();
        ledger.followNewest(job);
        JobLedger.said(job, "waits for the restore of " + objects.size() + " archived objects");
        return true;
    }

    /**
     * Dispatches every waiting job whose objects can all be read now; api-service's sweep sends the messages.
     *
     * @return the jobs
     */
    @Transactional
    public List<UUID> release(int limit) {
        List<?> ready =
                database.createNativeQuery(
                                "SELECT j.id FROM video_processing_jobs j WHERE j.status = 'queued' AND j.phase = 'restoring'"
                                        + " AND NOT EXISTS (SELECT 1 FROM restore_waits w JOIN object_restores r ON r.id = w.restore_id"
                                        + "                 WHERE w.job_id = j.id AND r.status <> 'restored')"
                                        + " ORDER BY j.created_at LIMIT :limit FOR UPDATE OF j SKIP LOCKED",
                                UUID.class)
                        .setParameter("limit", limit)
                        .getResultList();
        List<UUID> released = new ArrayList<>();
        for (Object id : ready) {
            VideoJob job = ledger.locked((UUID) id);
            if (job != null && job.isAwaitingRestores()) {
                job.resumeRestored();
                database.flush();
                JobLedger.said(job, "has its sources restored, dispatch " + job.dispatch());
                released.add(job.id);
            }
        }
        return released;
    }

    /**
     * Fails every waiting job with an object that cannot be restored, or was not within the time.
     *
     * @param longest how long a job waits for a restore
     * @return the jobs
     */
    @Transactional
    public List<UUID> failHopeless(Duration longest, int limit) {
        List<?> rows =
                database.createNativeQuery(
                                "SELECT DISTINCT ON (j.id) j.id, r.s3_key, r.error, r.status FROM video_processing_jobs j"
                                        + " JOIN restore_waits w ON w.job_id = j.id JOIN object_restores r ON r.id = w.restore_id"
                                        + " WHERE j.status = 'queued' AND j.phase = 'restoring' AND (r.status = 'failed'"
                                        + "  OR r.status <> 'restored' AND w.created_at < clock_timestamp() - make_interval(secs => :longest))"
                                        + " ORDER BY j.id, w.created_at LIMIT :limit",
                                Object[].class)
                        .setParameter("longest", JobTransitions.seconds(longest))
                        .setParameter("limit", limit)
                        .getResultList();
        List<UUID> failed = new ArrayList<>();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            VideoJob job = ledger.locked((UUID) columns[0]);
            if (job == null || !job.isAwaitingRestores()) {
                continue;
            }
            boolean gone = "failed".equals(columns[3]);
            ledger.failed(
                    job,
                    gone
                            ? JobFailure.of(
                                    ProblemType.SOURCE_MISSING,
                                    "The archived object %s cannot be restored: %s"
                                            .formatted(columns[1], columns[2]),
                                    false)
                            : JobFailure.of(
                                    ProblemType.OBJECT_ARCHIVED,
                                    "The archived object %s was not restored within %d hours."
                                            .formatted(columns[1], longest.toHours()),
                                    true));
            failed.add(job.id);
        }
        return failed;
    }
}
