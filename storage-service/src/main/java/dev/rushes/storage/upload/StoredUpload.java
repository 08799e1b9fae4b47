package dev.rushes.storage.upload;

import dev.rushes.storage.bucket.ObjectLifecycle;
import java.util.UUID;

/**
 * The answer to a completed upload.
 *
 * @param status always stored
 * @param bucket the role
 */
record StoredUpload(
        UUID id,
        String status,
        String bucket,
        String key,
        long sizeBytes,
        ObjectLifecycle lifecycle) {}
