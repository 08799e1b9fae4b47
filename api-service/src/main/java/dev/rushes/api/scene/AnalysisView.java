package dev.rushes.api.scene;

import com.fasterxml.jackson.databind.JsonNode;
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
 * @param posterUrl presigned; null where there is no poster, or storage-service is away
 */
record AnalysisView(
        UUID sceneId,
        String status,
        @Nullable String error,
        @Nullable BigDecimal durationSeconds,
        @Nullable JsonNode metadata,
        @Nullable URI posterUrl) {
    static AnalysisView of(SceneView scene) {
        return new AnalysisView(
                scene.id(),
                scene.footage().analysisStatus(),
                scene.footage().analysisError(),
                scene.rawFootageDuration(),
                scene.rawFootageMetadata(),
                scene.footage().posterUrl());
    }
}
