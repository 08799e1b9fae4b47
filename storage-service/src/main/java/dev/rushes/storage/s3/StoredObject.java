package dev.rushes.storage.s3;

import dev.rushes.common.storage.BucketRole;
import java.time.Instant;
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
 * @param restored whether an archived object can be read at the moment
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
        boolean restored) {

    /** Whether it must be restored before it can be read. */
    public boolean isArchived() {
        return !restored && (storageClass.equals("GLACIER") || storageClass.equals("DEEP_ARCHIVE"));
    }
}
