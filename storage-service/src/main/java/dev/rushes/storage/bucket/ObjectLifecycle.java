package dev.rushes.storage.bucket;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an object is in its life.
 *
 * @param storageClass such as STANDARD or GLACIER
 * @param archivesAt when it leaves STANDARD for the archive; null for never, or where it has
 * @param expiresAt when it is deleted; null for never
 */
public record ObjectLifecycle(
        String storageClass, @Nullable Instant archivesAt, @Nullable Instant expiresAt) {

    /**
     * What the rules will do to an object; where several apply, the earliest.
     *
     * @param storedAt when the object was stored
     */
    static ObjectLifecycle of(String key, String storageClass, Instant storedAt, List<Rule> rules) {
        Instant archives = null;
        Instant expires = null;
        for (Rule rule : rules) {
            if (!rule.enabled() || rule.filtered() || !key.startsWith(rule.prefix())) {
                continue;
            }
            if (rule.archiveAfter() != null && storageClass.equals("STANDARD")) {
                archives = earlier(archives, midnightAfter(storedAt, rule.archiveAfter()));
            }
            if (rule.deleteAfter() != null) {
                expires = earlier(expires, midnightAfter(storedAt, rule.deleteAfter()));
            }
        }
        return new ObjectLifecycle(storageClass, archives, expires);
    }

    /** S3 adds the days and rounds up to the next midnight UTC ("Lifecycle rules: based on an object's age"). */
    private static Instant midnightAfter(Instant storedAt, int days) {
        return storedAt.plus(Duration.ofDays(days))
                .truncatedTo(ChronoUnit.DAYS)
                .plus(Duration.ofDays(1));
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }
}
