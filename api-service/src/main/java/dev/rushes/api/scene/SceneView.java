package dev.rushes.api.scene;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.download.ObjectLifecycle;
import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.http.Versioned;
import dev.rushes.common.show.Scene;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A take as callers see it.
 *
 * @param rawFootageDuration seconds
 * @param rawFootageMetadata what FFmpeg reports; the measures over time are long and stand in the analysis alone
 * @param aiConfidenceScore 0.00 to 1.00
 * @param version for the ETag
 */
record SceneView(
        UUID id,
        @Nullable UUID episodeId,
        @Nullable String name,
        @Nullable Integer sceneNumber,
        @Nullable String type,
        @Nullable String sourceFilename,
        @Nullable Integer takeNumber,
        @Nullable String rawFootageKey,
        @Nullable BigDecimal rawFootageDuration,
        @Nullable JsonNode rawFootageMetadata,
        boolean aiSelected,
        @Nullable BigDecimal aiConfidenceScore,
        Footage footage,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore int version,
        @JsonIgnore @Nullable String posterKey,
        @JsonIgnore @Nullable FootageAnalysis analysis)
        implements Versioned {
    /**
     * How far the analysis of the footage is.
     *
     * @param posterUrl presigned; null where there is no poster, or storage-service is away
     * @param lifecycle of the take's object, where one scene is read; null in lists, where there is no take, or
     *     storage-service is away
     */
    record Footage(
            String analysisStatus,
            @Nullable String analysisError,
            @Nullable URI posterUrl,
            @Nullable ObjectLifecycle lifecycle) {}

    static SceneView of(Scene scene) {
        return new SceneView(
                scene.id,
                scene.episode == null ? null : scene.episode.id,
                scene.name,
                scene.sceneNumber,
                scene.type,
                scene.sourceFilename,
                scene.takeNumber,
                scene.rawFootageKey(),
                scene.rawFootageDuration(),
                facts(scene.rawFootageMetadata()),
                scene.aiSelected,
                scene.aiConfidenceScore,
                new Footage(scene.analysisStatus().text(), scene.analysisError(), null, null),
                scene.createdAt,
                scene.updatedAt,
                scene.version,
                scene.posterKey(),
                null);
    }

    /** The scene with the measures of its footage, where it has been analysed by this version. */
    static SceneView analysed(Scene scene) {
        return of(scene).withAnalysis(FootageAnalysis.of(scene.rawFootageMetadata()).orElse(null));
    }

    private static @Nullable JsonNode facts(@Nullable JsonNode metadata) {
        if (!(metadata instanceof ObjectNode all) || !all.has(FootageAnalysis.FIELD)) {
            return metadata;
        }
        ObjectNode facts = all.objectNode();
        facts.setAll(all);
        facts.remove(FootageAnalysis.FIELD);
        return facts;
    }

    private SceneView withAnalysis(@Nullable FootageAnalysis measured) {
        return with(footage, measured);
    }

    SceneView withPosterUrl(@Nullable URI url) {
        return with(
                new Footage(
                        footage.analysisStatus(),
                        footage.analysisError(),
                        url,
                        footage.lifecycle()));
    }

    SceneView withLifecycle(@Nullable ObjectLifecycle lifecycle) {
        return with(
                new Footage(
                        footage.analysisStatus(),
                        footage.analysisError(),
                        footage.posterUrl(),
                        lifecycle));
    }

    private SceneView with(Footage other) {
        return with(other, analysis);
    }

    private SceneView with(Footage other, @Nullable FootageAnalysis measured) {
        return new SceneView(
                id,
                episodeId,
                name,
                sceneNumber,
                type,
                sourceFilename,
                takeNumber,
                rawFootageKey,
                rawFootageDuration,
                rawFootageMetadata,
                aiSelected,
                aiConfidenceScore,
                other,
                createdAt,
                updatedAt,
                version,
                posterKey,
                measured);
    }
}
