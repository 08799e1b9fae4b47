package dev.rushes.storage.usage;

import dev.rushes.common.storage.BucketRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of what was counted. One instance counts a bucket at a time; its hold ends by itself where it dies. */
@ApplicationScoped
class Inventory {
    private final EntityManager database;

    Inventory(EntityManager database) {
        this.database = database;
    }

    /** Takes a bucket whose count is older than the age and that nobody counts; the time at which counting begins. */
    @Transactional
    Optional<Instant> claim(BucketRole bucket, Duration age, Duration hold) {
        List<?> rows =
                database.createNativeQuery(
                                """
                                UPDATE storage_inventory SET locked_until = clock_timestamp() + make_interval(secs => :hold)
                                WHERE bucket = :bucket
                                  AND (locked_until IS NULL OR locked_until < clock_timestamp())
                                  AND (counted_at IS NULL OR counted_at <= clock_timestamp() - make_interval(secs => :age))
                                RETURNING clock_timestamp()
                                """,
                                Instant.class)
                        .setParameter("bucket", bucket.wireName())
                        .setParameter("age", age.toSeconds())
                        .setParameter("hold", hold.toSeconds())
                        .getResultList();
        return rows.stream().map(Instant.class::cast).findFirst();
    }

    @Transactional
    void hold(BucketRole bucket, Duration hold) {
        database.createNativeQuery(
                        "UPDATE storage_inventory SET locked_until = clock_timestamp()"
                                + " + make_interval(secs => :hold) WHERE bucket = :bucket")
                .setParameter("bucket", bucket.wireName())
                .setParameter("hold", hold.toSeconds())
                .executeUpdate();
    }

    /** Gives a bucket back uncounted, for a next try after the pause. */
    @Transactional
    void giveBack(BucketRole bucket, Duration pause) {
        hold(bucket, pause);
    }

    /** Replaces what was known of a bucket. */
    @Transactional
    void store(BucketRole bucket, Instant countedAt, Map<Tally.Group, Tally.Sum> parts) {
        database.createNativeQuery(
                        "UPDATE storage_inventory SET counted_at = :at, locked_until = NULL WHERE bucket = :bucket")
                .setParameter("at", countedAt)
                .setParameter("bucket", bucket.wireName())
                .executeUpdate();
        database.createNativeQuery("DELETE FROM storage_usage WHERE bucket = :bucket")
                .setParameter("bucket", bucket.wireName())
                .executeUpdate();
        parts.forEach((group, sum) ->
                database.createNativeQuery(
                                "INSERT INTO storage_usage (bucket, storage_class, lifecycle_rule, is_current,"
                                        + " objects, bytes) VALUES (:bucket, :class, :rule, :current, :objects, :bytes)")
                        .setParameter("bucket", bucket.wireName())
                        .setParameter("class", group.storageClass())
                        .setParameter("rule", group.lifecycleRule())
                        .setParameter("current", group.current())
                        .setParameter("objects", sum.objects())
                        .setParameter("bytes", sum.bytes())
                        .executeUpdate());
    }

    @Transactional
    UsageView view() {
        Map<String, List<UsageView.Part>> parts = new HashMap<>();
        for (Object row :
                database.createNativeQuery(
                                "SELECT bucket, storage_class, lifecycle_rule, is_current, objects, bytes"
                                        + " FROM storage_usage ORDER BY bucket, storage_class, lifecycle_rule,"
                                        + " is_current DESC",
                                Object[].class)
                        .getResultList()) {
            Object[] columns = (Object[]) row;
            parts.computeIfAbsent((String) columns[0], bucket -> new ArrayList<>())
                    .add(
                            new UsageView.Part(
                                    (String) columns[1],
                                    (String) columns[2],
                                    (boolean) columns[3],
                                    ((Number) columns[4]).longValue(),
                                    ((Number) columns[5]).longValue()));
        }
        Map<String, @Nullable Instant> times = new HashMap<>();
        for (Object row :
                database.createNativeQuery(
                                "SELECT bucket, counted_at FROM storage_inventory", Object[].class)
                        .getResultList()) {
            Object[] columns = (Object[]) row;
            times.put((String) columns[0], (@Nullable Instant) columns[1]);
        }
        List<UsageView.Bucket> buckets = new ArrayList<>();
        for (BucketRole role : BucketRole.values()) {
            buckets.add(
                    new UsageView.Bucket(
                            role.wireName(),
                            times.get(role.wireName()),
                            parts.getOrDefault(role.wireName(), List.of())));
        }
        return new UsageView(buckets);
    }
}
