package dev.rushes.storage.s3;

import dev.rushes.common.storage.BucketRole;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An object as S3 describes it.
 *
 * @param etag without its quotation marks
 * @param versionId null where the bucket keeps no versions, and in lists
 * @param contentType null in lists
 * @param sha256 lower-case hexadecimal; null where S3 keeps none, and in lists
 * @param crc64nvme of the whole, Base64 as S3 writes it; null where S3 keeps none, and in lists
 * @param lastModified when it was stored
 * @param storageClass such as STANDARD or GLACIER
 * @param restore of an archived object; null where none was asked for, and in lists
 */
public record StoredObject(
        BucketRole bucket,
        String key,
        long sizeBytes,
        String etag,
        @Nullable String versionId,
        @Nullable String contentType,
        @Nullable String sha256,
        @Nullable String crc64nvme,
        Instant lastModified,
        String storageClass,
        @Nullable Restore restore) {

    /**
     * A copy of an archived object that can be read, or that is being made.
     *
     * @param until when it is gone again; null while it is being made
     */
    public record Restore(@Nullable Instant until) {
        private static final Pattern UNTIL =
                Pattern.compile("ongoing-request=\"false\".*expiry-date=\"([^\"]+)\"");

        /** Reads S3's header. */
        static @Nullable Restore of(@Nullable String header) {
            if (header == null) {
                return null;
            }
            Matcher matcher = UNTIL.matcher(header);
            return new Restore(
                    matcher.find()
                            ? Instant.from(
                                    DateTimeFormatter.RFC_1123_DATE_TIME.parse(matcher.group(1)))
                            : null);
        }
    }

    /** Whether it must be restored before it can be read. */
    public boolean isArchived() {
        return isInArchive() && restoredUntil() == null;
    }

    /** Whether it lies in the archive, a copy that can be read or not. */
    public boolean isInArchive() {
        return storageClass.equals("GLACIER") || storageClass.equals("DEEP_ARCHIVE");
    }

    /** Until when a restored copy can be read; null where there is none. */
    public @Nullable Instant restoredUntil() {
        return restore == null ? null : restore.until();
    }

    /** Whether a restore was asked for and is not done. */
    public boolean isRestoring() {
        return restore != null && restore.until() == null;
    }
}
