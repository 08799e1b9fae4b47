package dev.rushes.api.scene;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.footage.FootageAnalysis;
import java.math.BigDecimal;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The analysis of a take's footage.
 *
 * @param status none, queued, analysing, done or failed
 * @param error why it failed, for the user
 * @param durationSeconds length of the footage
 * @param metadata what FFmpeg reports
 * @param analysis shots, pauses, phrases and measures over time; null where it has not been measured by this version:
 *     start the analysis again
 * @param posterUrl presigned; null where there is no poster, or storage-service is away
 * @param waveformUrl presigned PNG of the sound; null likewise
 * @param thumbnailsUrl presigned JPEG of {@code analysis.pictures.grid}; null likewise
 */
record AnalysisView(
        UUID sceneId,
        String status,
        @Nullable String error,
        @Nullable BigDecimal durationSeconds,
        @Nullable JsonNode metadata,
        @Nullable FootageAnalysis analysis,
        @Nullable URI posterUrl,
        @Nullable URI waveformUrl,
        @Nullable URI thumbnailsUrl) {
    static AnalysisView of(SceneView scene, PosterUrls pictures) {
        FootageAnalysis measured = scene.analysis();
        return new AnalysisView(
                scene.id(),
                scene.footage().analysisStatus(),
                scene.footage().analysisError(),
                scene.rawFootageDuration(),
                scene.rawFootageMetadata(),
                measured,
                pictures.of(scene.posterKey()),
                pictures.of(measured == null ? null : measured.pictures().waveform()),
                pictures.of(measured == null ? null : measured.pictures().thumbnails()));
    }
}
