package dev.rushes.api.planner;

import dev.rushes.api.planner.ChooseLayers.Layered;
import dev.rushes.api.planner.Material.Take;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a model decided; everything it did not is left to the rules.
 *
 * @param order ids of scenes as it wants them, those it does not name keep their places behind
 * @param takes ids of the takes that it wants
 * @param reasons why, by the take's id
 * @param presets name of the preset by the scene's id
 */
record Guidance(
        List<UUID> order, Set<UUID> takes, Map<UUID, String> reasons, Map<UUID, String> presets) {
    static final Guidance NONE = new Guidance(List.of(), Set.of(), Map.of(), Map.of());

    Guidance {
        order = List.copyOf(order);
        takes = Set.copyOf(takes);
        reasons = Map.copyOf(reasons);
        presets = Map.copyOf(presets);
    }

    List<SceneTakes> ordered(List<SceneTakes> scenes) {
        if (order.isEmpty()) {
            return scenes;
        }
        List<SceneTakes> ordered = new ArrayList<>(scenes);
        ordered.sort(
                Comparator.comparingInt(scene ->
                        order.contains(scene.id()) ? order.indexOf(scene.id()) : order.size()));
        return ordered;
    }

    List<ScoredTake> ranked(List<ScoredTake> takes) {
        List<ScoredTake> ranked = new ArrayList<>(takes);
        ranked.sort(
                Comparator.comparing((ScoredTake scored) ->
                        !wants(scored.take()) && scored.take().chosenBy() == null));
        return ranked;
    }

    private boolean wants(Take take) {
        return takes.contains(take.id());
    }

    List<Layered> layers(SceneTakes scene, List<Layered> layers) {
        String wanted = presets.get(scene.id());
        if (wanted == null) {
            return layers;
        }
        List<Layered> sorted = new ArrayList<>(layers);
        sorted.sort(
                Comparator.comparing(
                        layered -> !layered.name().equals("preset \"" + wanted + "\"")));
        return sorted;
    }
}
