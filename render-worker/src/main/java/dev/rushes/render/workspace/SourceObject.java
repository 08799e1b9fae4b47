package dev.rushes.render.workspace;

import dev.rushes.common.storage.BucketRole;
import org.jspecify.annotations.Nullable;

/**
 * Exactly one object to read.
 *
 * @param versionId the version that was checked at upload; null where the bucket keeps none
 * @param etag its ETag; null where nobody knows
 * @param sizeBytes its size; null where nobody knows
 */
public record SourceObject(
        BucketRole bucket,
        String key,
        @Nullable String versionId,
        @Nullable String etag,
        @Nullable Long sizeBytes) {}
