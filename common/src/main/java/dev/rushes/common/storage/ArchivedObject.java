package dev.rushes.common.storage;

import org.jspecify.annotations.Nullable;

/**
 * An object that must be restored before it can be read.
 *
 * @param versionId null for the newest, or where the bucket keeps none
 */
public record ArchivedObject(BucketRole bucket, String key, @Nullable String versionId) {}
