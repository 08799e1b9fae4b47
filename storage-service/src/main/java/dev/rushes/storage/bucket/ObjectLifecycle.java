package dev.rushes.storage.bucket;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rushes.storage.s3.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an object is in its life.
 *
 * @param storageClass such as STANDARD or GLACIER
 * @param archivesAt when it leaves STANDARD for the archive; null for never, or where it has
 * @param expiresAt when it is deleted; null for never
 * @param restore of an archived object; absent where none was asked for
 */
public record ObjectLifecycle(
        String storageClass,
        @Nullable Instant archivesAt,
        @Nullable Instant expiresAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Restore restore) {

    /**
     * How far the restore of an archived object is.
     *
     * @param status {@code restoring} or {@code restored}
     * @param until when a restored copy is gone again; null while it is made
     */
    public record Restore(String status, @Nullable Instant until) {
        static @Nullable Restore of(StoredObject object) {
            if (!object.isInArchive() || object.restore() == null) {
                return null;
            }
            return new Restore(
                    object.isRestoring() ? "restoring" : "restored", object.restoredUntil());
        }
    }

    static ObjectLifecycle of(StoredObject object, List<Rule> rules) {
        return of(
                object.key(),
                object.storageClass(),
                object.lastModified(),
                rules,
                Restore.of(object));
    }

    private static final Set<String> ARCHIVE = Set.of("GLACIER", "DEEP_ARCHIVE");

    /**
     * What the rules will do to an object; where several apply, the earliest.
     *
     * @param storedAt when the object was stored
     */
    static ObjectLifecycle of(
            String key,
            String storageClass,
            Instant storedAt,
            List<Rule> rules,
            @Nullable Restore restore) {
        // INTELLIGENT_TIERING and the infrequent-access classes are archived by a rule as STANDARD
        // is.
        Instant archives = null;
        Instant expires = null;
        for (Rule rule : rules) {
            if (!rule.enabled() || rule.filtered() || !key.startsWith(rule.prefix())) {
                continue;
            }
            if (rule.archiveAfter() != null && !ARCHIVE.contains(storageClass)) {
                archives = earlier(archives, midnightAfter(storedAt, rule.archiveAfter()));
            }
            if (rule.deleteAfter() != null) {
                expires = earlier(expires, midnightAfter(storedAt, rule.deleteAfter()));
            }
        }
        return new ObjectLifecycle(storageClass, archives, expires, restore);
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
