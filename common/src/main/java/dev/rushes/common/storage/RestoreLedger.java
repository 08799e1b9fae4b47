package dev.rushes.common.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * The record of restores: wanted by whoever cannot read an object, asked of S3 and followed by storage-service. One row
 * an object, however often it is restored.
 */
@ApplicationScoped
public class RestoreLedger {
    /** A restored copy that somebody finds archived has ended; a failed restore may be tried again. */
    private static final String WANT =
            """
            INSERT INTO object_restores AS r (bucket, s3_key, version_id, days, tier)
            VALUES (:bucket, :key, :version, :days, :tier)
            ON CONFLICT (bucket, s3_key, (coalesce(version_id, ''))) DO UPDATE SET
                status = CASE WHEN r.status IN ('wanted', 'restoring') THEN r.status ELSE 'wanted' END,
                days = greatest(r.days, excluded.days), tier = excluded.tier, error = NULL,
                requested_at = CASE WHEN r.status IN ('wanted', 'restoring') THEN r.requested_at END,
                expected_at = CASE WHEN r.status IN ('wanted', 'restoring') THEN r.expected_at END,
                restored_until = NULL, updated_at = clock_timestamp()
            RETURNING id
            """;

    private final EntityManager database;

    RestoreLedger(EntityManager database) {
        this.database = database;
    }

    /** A restore to ask S3 for, or to look after. */
    public record Open(
            UUID id, ArchivedObject object, int days, RestoreTier tier, boolean requested) {}

    /** Notes that an object is wanted back; part of the caller's transaction. */
    @Transactional
    public UUID want(ArchivedObject object, int days, RestoreTier tier) {
        return session()
                .createNativeQuery(WANT, UUID.class)
                .setParameter("bucket", object.bucket().wireName())
                .setParameter("key", object.key())
                .setParameter("version", object.versionId(), String.class)
                .setParameter("days", days)
                .setParameter("tier", tier.text())
                .getSingleResult();
    }

    /** Those that S3 was not asked for yet, and those it was asked for that nobody looked after for a while. */
    @Transactional
    public List<Open> open(Duration unseen, int limit) {
        List<?> rows =
                database.createNativeQuery(
                                "SELECT id, bucket, s3_key, version_id, days, tier, status FROM object_restores"
                                        + " WHERE status = 'wanted' OR status = 'restoring'"
                                        + " AND updated_at < clock_timestamp() - make_interval(secs => :unseen)"
                                        + " ORDER BY updated_at LIMIT :limit",
                                Object[].class)
                        .setParameter("unseen", unseen.toMillis() / 1000.0)
                        .setParameter("limit", limit)
                        .getResultList();
        return rows.stream().map(row -> open((@Nullable Object[]) row)).toList();
    }

    /** S3 has taken the request. */
    @Transactional
    public void restoring(UUID id, Instant expectedAt) {
        update(
                id,
                "status = 'restoring', requested_at = coalesce(requested_at, clock_timestamp()),"
                        + " expected_at = coalesce(expected_at, :time), error = NULL",
                expectedAt);
        database.createNativeQuery(
                        "UPDATE video_processing_jobs j SET restore_expected_at ="
                                + " (SELECT max(r.expected_at) FROM restore_waits w JOIN object_restores r ON r.id = w.restore_id"
                                + "  WHERE w.job_id = j.id)"
                                + " WHERE j.status = 'queued' AND j.phase = 'restoring'"
                                + " AND j.id IN (SELECT job_id FROM restore_waits WHERE restore_id = :id)")
                .setParameter("id", id)
                .executeUpdate();
    }

    /**
     * The object can be read.
     *
     * @param until when that ends; null for an object that is not archived (any more)
     */
    @Transactional
    public void restored(UUID id, @Nullable Instant until) {
        update(id, "status = 'restored', error = NULL, restored_until = :time", until);
    }

    /** S3 knows nothing of the restore any more: it is asked again where a job waits for it. */
    @Transactional
    public void lost(UUID id) {
        database.createNativeQuery(
                        "UPDATE object_restores r SET requested_at = NULL, expected_at = NULL,"
                                + " error = 'S3 knows nothing of it any more.', updated_at = clock_timestamp(),"
                                + " status = CASE WHEN EXISTS (SELECT 1 FROM restore_waits w"
                                + "  JOIN video_processing_jobs j ON j.id = w.job_id WHERE w.restore_id = r.id"
                                + "  AND j.status = 'queued' AND j.phase = 'restoring') THEN 'wanted' ELSE 'failed' END"
                                + " WHERE r.id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    /** It cannot be restored, however often one asks. */
    @Transactional
    public void failed(UUID id, String reason) {
        note(id, "failed", reason);
    }

    /** S3 did not take the request this time. */
    @Transactional
    public void delayed(UUID id, String reason) {
        note(id, "wanted", reason);
    }

    /** When a restore that is under way should be done; empty where none is known. */
    @Transactional
    public Optional<Instant> expectedAt(ArchivedObject object) {
        List<Instant> rows =
                session()
                        .createNativeQuery(
                                "SELECT expected_at FROM object_restores WHERE bucket = :bucket AND s3_key = :key"
                                        + " AND (version_id = :version OR version_id IS NULL OR :version IS NULL)"
                                        + " AND status = 'restoring' ORDER BY expected_at DESC LIMIT 1",
                                Instant.class)
                        .setParameter("bucket", object.bucket().wireName())
                        .setParameter("key", object.key())
                        .setParameter("version", object.versionId(), String.class)
                        .getResultList();
        return rows.stream().findFirst();
    }

    private void update(UUID id, String set, @Nullable Instant time) {
        session()
                .createNativeMutationQuery(
                        "UPDATE object_restores SET "
                                + set
                                + ", updated_at = clock_timestamp() WHERE id = :id")
                .setParameter("id", id)
                .setParameter("time", time, Instant.class)
                .executeUpdate();
    }

    private Session session() {
        return database.unwrap(Session.class);
    }

    private void note(UUID id, String status, String reason) {
        database.createNativeQuery(
                        "UPDATE object_restores SET status = :status, error = :reason,"
                                + " updated_at = clock_timestamp() WHERE id = :id")
                .setParameter("id", id)
                .setParameter("status", status)
                .setParameter("reason", reason)
                .executeUpdate();
    }

    private static Open open(@Nullable Object[] row) {
        return new Open(
                (UUID) known(row[0]),
                new ArchivedObject(
                        BucketRole.named((String) known(row[1])).orElseThrow(),
                        (String) known(row[2]),
                        (String) row[3]),
                (Integer) known(row[4]),
                RestoreTier.named((String) known(row[5])).orElseThrow(),
                "restoring".equals(row[6]));
    }

    private static Object known(@Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException("a column that is never null was");
        }
        return value;
    }
}
