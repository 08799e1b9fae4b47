package dev.rushes.storage.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rushes.storage.bucket.ObjectLifecycle;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a completed upload.
 *
 * @param status always stored
 * @param bucket the role
 * @param verified what was compared with the announcement, or, for first-bytes, with its content type
 * @param duplicateOf an earlier upload of the same scene that brought the same bytes
 */
record StoredUpload(
        UUID id,
        String status,
        String bucket,
        String key,
        long sizeBytes,
        List<String> verified,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID duplicateOf,
        ObjectLifecycle lifecycle) {
    StoredUpload {
        verified = List.copyOf(verified);
    }
}
