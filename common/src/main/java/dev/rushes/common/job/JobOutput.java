package dev.rushes.common.job;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a render stored.
 *
 * @param key of the video in the processed-videos bucket
 * @param versionId null where the bucket keeps no versions
 * @param sizeBytes of the video
 * @param sha256 of the whole video file, lower-case hexadecimal
 * @param outputs every file of the job: an array of {kind, format, width, height, durationSeconds, key, sizeBytes}
 */
public record JobOutput(
        String key,
        @Nullable String versionId,
        long sizeBytes,
        String sha256,
        @Nullable JsonNode outputs) {}
