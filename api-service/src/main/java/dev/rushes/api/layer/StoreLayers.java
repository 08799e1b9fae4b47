package dev.rushes.api.layer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.api.plan.EpisodeFootage;
import dev.rushes.api.preset.FindPresets;
import dev.rushes.api.scene.FindScenes;
import dev.rushes.common.http.EntityVersion;
import dev.rushes.common.layer.LayerPreset;
import dev.rushes.common.layer.SceneLayerConfiguration;
import dev.rushes.common.plan.structure.LayersCheck;
import dev.rushes.common.plan.structure.PlanFault;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Scene;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads and writes the layers that are kept with scenes. */
@ApplicationScoped
class StoreLayers {
    private static final Logger LOG = Logger.getLogger(StoreLayers.class);

    @Transactional
    SceneLayersView read(UUID sceneId) {
        FindScenes.existing(sceneId);
        SceneLayerConfiguration kept = kept(sceneId);
        return kept == null
                ? SceneLayersView.none(sceneId)
                : SceneLayersView.of(sceneId, kept, null);
    }

    @Transactional
    SceneLayersView replace(UUID sceneId, @Nullable String ifMatch, JsonNode layers) {
        // Locked, since the row that two first writers would race for is not there yet.
        Scene scene = FindScenes.locked(sceneId);
        EntityVersion.require(ifMatch, SceneLayersView.versionOf(kept(sceneId)));
        LayersCheck check = check(scene, layers);
        requireNone(faults(check.errors(), pointer -> "/layers" + pointer));
        return store(scene, layers, check);
    }

    @Transactional
    SceneLayersView apply(UUID sceneId, PresetUse use) {
        Scene scene = FindScenes.locked(sceneId);
        LayerPreset preset =
                FindPresets.find(use.presetId())
                        .orElseThrow(() ->
                                new ProblemException(
                                        ProblemType.INVALID,
                                        "The request is not valid.",
                                        List.of(
                                                new Problem.Fault(
                                                        "/presetId",
                                                        "there is no such layer preset"))));
        FilledTemplate filled = FilledTemplate.of(preset.layerTemplate, use.given());
        LayersCheck check = check(scene, filled.layers());
        requireNone(check.errors().stream().map(filled::told).toList());
        // Counted in the database: two scenes that use it at once are two, and its ETag stays.
        LayerPreset.update("timesUsed = timesUsed + 1 where id = ?1", preset.id);
        LOG.infof("Layer preset %s applied to scene %s", preset.id, sceneId);
        return store(scene, filled.layers(), check);
    }

    private static LayersCheck check(Scene scene, JsonNode layers) {
        // A studio's own row may belong to no episode; then there is nothing that it may show.
        return LayersCheck.of(
                layers, EpisodeFootage.of(scene.episode == null ? new Episode() : scene.episode));
    }

    private static SceneLayersView store(Scene scene, JsonNode layers, LayersCheck check) {
        SceneLayerConfiguration kept = kept(scene.id);
        if (kept == null) {
            kept = new SceneLayerConfiguration();
            kept.scene = scene;
        }
        RenderCost cost = RenderCost.of(check, scene.rawFootageDuration());
        kept.layers = layers.isObject() ? layers : JsonNodeFactory.instance.objectNode();
        kept.compositeComplexity = cost.complexity();
        kept.estimatedRenderTimeSeconds = cost.seconds();
        kept.persistAndFlush();
        return SceneLayersView.of(
                scene.id, kept, faults(check.warnings(), pointer -> "/layers" + pointer));
    }

    private static void requireNone(List<Problem.Fault> faults) {
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, "The layers are not valid.", faults);
        }
    }

    private static List<Problem.Fault> faults(
            List<PlanFault> faults, Function<String, String> place) {
        return faults.stream()
                .map(fault -> new Problem.Fault(place.apply(fault.pointer()), fault.detail()))
                .toList();
    }

    private static @Nullable SceneLayerConfiguration kept(UUID sceneId) {
        return SceneLayerConfiguration.<SceneLayerConfiguration>find("scene.id", sceneId)
                .firstResult();
    }
}
