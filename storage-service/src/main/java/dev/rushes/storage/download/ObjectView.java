package dev.rushes.storage.download;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rushes.storage.bucket.ObjectLifecycle;
import dev.rushes.storage.s3.StoredObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object as the API shows it.
 *
 * @param bucket the role
 * @param versionId absent in lists, as are content type and checksum
 * @param archived whether it must be restored before it can be downloaded
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ObjectView(
        String bucket,
        String key,
        long sizeBytes,
        String etag,
        @Nullable String versionId,
        @Nullable String contentType,
        @Nullable String sha256,
        Instant lastModified,
        boolean archived,
        ObjectLifecycle lifecycle) {

    static ObjectView of(StoredObject object, ObjectLifecycle lifecycle) {
        return new ObjectView(
                object.bucket().wireName(),
                object.key(),
                object.sizeBytes(),
                object.etag(),
                object.versionId(),
                object.contentType(),
                object.sha256(),
                object.lastModified(),
                object.isArchived(),
                lifecycle);
    }
}
