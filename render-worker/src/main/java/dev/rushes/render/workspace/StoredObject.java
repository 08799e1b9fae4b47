package dev.rushes.render.workspace;

import org.jspecify.annotations.Nullable;

/**
 * A result that S3 has, whole.
 *
 * @param versionId null where the bucket keeps none
 * @param sha256 of the whole file, lower-case hexadecimal
 */
public record StoredObject(String key, @Nullable String versionId, long sizeBytes, String sha256) {}
