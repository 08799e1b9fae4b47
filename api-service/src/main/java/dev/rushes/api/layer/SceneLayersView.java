package dev.rushes.api.layer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.http.Versioned;
import dev.rushes.common.layer.CompositeComplexity;
import dev.rushes.common.layer.SceneLayerConfiguration;
import dev.rushes.common.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The layers that are kept with a scene.
 *
 * @param layers background, main, overlay, text and audio, each may be missing
 * @param compositeComplexity simple, medium or complex
 * @param estimatedRenderTimeSeconds of the whole scene on a worker with two cores; null while there are no layers
 * @param warnings what the check of new layers said; left out of reads
 * @param version for the ETag
 */
record SceneLayersView(
        UUID sceneId,
        JsonNode layers,
        String compositeComplexity,
        @Nullable Integer estimatedRenderTimeSeconds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Problem.Fault> warnings,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @JsonIgnore int version)
        implements Versioned {
    /** A scene that no layers were kept with. */
    static SceneLayersView none(UUID sceneId) {
        return new SceneLayersView(
                sceneId,
                JsonNodeFactory.instance.objectNode(),
                CompositeComplexity.SIMPLE.text(),
                null,
                null,
                null,
                null,
                versionOf(null));
    }

    static SceneLayersView of(
            UUID sceneId, SceneLayerConfiguration kept, @Nullable List<Problem.Fault> warnings) {
        return new SceneLayersView(
                sceneId,
                kept.layers,
                kept.compositeComplexity.text(),
                kept.estimatedRenderTimeSeconds,
                warnings,
                kept.createdAt,
                kept.updatedAt,
                versionOf(kept));
    }

    /** A row's own count begins at 0; that there is none is a version as well. */
    static int versionOf(@Nullable SceneLayerConfiguration kept) {
        return kept == null ? 0 : kept.version + 1;
    }
}
