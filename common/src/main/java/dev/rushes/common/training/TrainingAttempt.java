package dev.rushes.common.training;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One worker's claim of a training video.
 *
 * @param number counts up with each claim; what an older one writes is refused
 * @param key of the video in the training bucket
 * @param versionId the version that was uploaded; null where the bucket keeps none, or nobody knows
 * @param etag of that version; null where nobody knows
 * @param sizeBytes of the video; 0 where nobody knows
 */
public record TrainingAttempt(
        UUID videoId,
        int number,
        String key,
        @Nullable String versionId,
        @Nullable String etag,
        long sizeBytes) {}
