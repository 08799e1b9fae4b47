package dev.rushes.api.episode;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.rushes.api.download.ObjectLifecycle;
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
 * @param finalVideoLifecycle of its final video, where one episode is read; null in lists, where there is none, or
 *     storage-service is away
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
        @Nullable ObjectLifecycle finalVideoLifecycle,
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
                null,
                episode.finalVideoExpiredAt(),
                episode.createdAt,
                episode.updatedAt,
                episode.version);
    }

    EpisodeView withFinalVideoLifecycle(@Nullable ObjectLifecycle lifecycle) {
        return new EpisodeView(
                id,
                showId,
                title,
                seasonNumber,
                episodeNumber,
                status,
                aiEditEnabled,
                renderingStatus,
                currentEditPlanId,
                finalVideoKey,
                lifecycle,
                finalVideoExpiredAt,
                createdAt,
                updatedAt,
                version);
    }
}
