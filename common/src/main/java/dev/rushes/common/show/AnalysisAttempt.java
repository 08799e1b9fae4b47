package dev.rushes.common.show;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One worker's claim of a take's analysis, with what it is to read. Its number fences every later write.
 *
 * @param number 1 for the first claim
 * @param dispatch the dispatch under which it was claimed
 * @param versionId the version of the object; null where the bucket keeps none
 * @param sizeBytes of the object
 */
public record AnalysisAttempt(
        UUID sceneId,
        UUID episodeId,
        int number,
        int dispatch,
        String key,
        @Nullable String versionId,
        @Nullable String etag,
        long sizeBytes) {}
