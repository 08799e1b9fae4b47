package dev.rushes.api.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.show.ScriptMetadata;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A scene of a script as callers see it.
 *
 * @param sceneId its name in the script, such as INTRO or MAIN-1
 */
record MetadataView(
        UUID id,
        String sceneId,
        String sceneType,
        @Nullable BigDecimal durationTargetSeconds,
        @Nullable String energyLevel,
        @Nullable Integer estimatedClipsNeeded,
        @Nullable JsonNode visualRequirements) {
    static MetadataView of(ScriptMetadata scene) {
        return new MetadataView(
                scene.id,
                scene.sceneName,
                scene.sceneType.text(),
                scene.durationTargetSeconds,
                scene.energyLevel == null ? null : scene.energyLevel.text(),
                scene.estimatedClipsNeeded,
                scene.visualRequirements);
    }
}
