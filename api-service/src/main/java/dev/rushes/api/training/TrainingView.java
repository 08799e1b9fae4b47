package dev.rushes.api.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.training.TrainingVideo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A video to learn from, as callers see it.
 *
 * @param showId null for all shows
 * @param s3Key its file in the training-data bucket; null until it is uploaded
 * @param analysisStatus none, queued, analysing, done or failed
 * @param averageClipSeconds from cut to cut
 * @param pacingRhythm fast, medium, slow or dynamic
 */
record TrainingView(
        UUID id,
        String videoId,
        String sourceType,
        @Nullable UUID showId,
        @Nullable String title,
        @Nullable String url,
        boolean isUserStyle,
        @Nullable String s3Key,
        String analysisStatus,
        @Nullable String analysisError,
        @Nullable Instant analyzedAt,
        @Nullable BigDecimal durationSeconds,
        @Nullable BigDecimal averageClipSeconds,
        @Nullable Integer totalClips,
        @Nullable String pacingRhythm,
        @Nullable JsonNode transitionPatterns,
        @Nullable JsonNode overlayUsage,
        @Nullable JsonNode textStyle,
        @Nullable Boolean musicPresence,
        Instant createdAt,
        Instant updatedAt) {
    static TrainingView of(TrainingVideo video) {
        return new TrainingView(
                video.id,
                video.videoId,
                video.sourceType.text(),
                video.show == null ? null : video.show.id,
                video.videoTitle,
                video.videoUrl,
                video.userStyle,
                video.s3Key,
                video.analysisStatus.text(),
                video.analysisError,
                video.analyzedAt,
                video.durationSeconds,
                video.averageClipDuration,
                video.totalClips,
                video.pacingRhythm == null ? null : video.pacingRhythm.text(),
                video.transitionPatterns,
                video.overlayUsage,
                video.textStyle,
                video.musicPresence,
                video.createdAt,
                video.updatedAt);
    }
}
