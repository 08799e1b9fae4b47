package dev.rushes.api.episode;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.rushes.common.http.Versioned;
import dev.rushes.common.show.Episode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An episode as callers see it.
 *
 * @param renderingStatus how far its newest full render is
 * @param finalVideoKey in the processed-videos bucket
 * @param finalVideoExpiredAt when its final video was found deleted by the bucket's lifecycle
 * @param version for the ETag
 */
record EpisodeView(
        UUID id,
        @Nullable UUID showId,
        String title,
        @Nullable Integer seasonNumber,
        @Nullable Integer episodeNumber,
        @Nullable String status,
        boolean aiEditEnabled,
        String renderingStatus,
        @Nullable UUID currentEditPlanId,
        @Nullable String finalVideoKey,
        @Nullable Instant finalVideoExpiredAt,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore int version)
        implements Versioned {
    static EpisodeView of(Episode episode) {
        return new EpisodeView(
                episode.id,
                // A studio's own row may belong to no show.
                episode.show == null ? null : episode.show.id,
                episode.title,
                episode.seasonNumber,
                episode.episodeNumber,
                episode.status,
                episode.aiEditEnabled,
                episode.renderingStatus().text(),
                episode.currentEditPlan == null ? null : episode.currentEditPlan.id,
                episode.finalVideoKey(),
                episode.finalVideoExpiredAt(),
                episode.createdAt,
                episode.updatedAt,
                episode.version);
    }
}
