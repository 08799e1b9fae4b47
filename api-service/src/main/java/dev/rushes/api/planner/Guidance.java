package dev.rushes.api.planner;

import dev.rushes.api.planner.ChooseLayers.Layered;
import dev.rushes.api.planner.Material.Take;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a model decided; everything it did not is left to the rules.
 *
 * @param order names of scenes as it wants them, those it does not name keep their places behind
 * @param takes the take that it wants of a scene, by any take's scene name
 * @param reasons why, by the take's id
 * @param presets name of the preset by scene name
 */
record Guidance(
        List<String> order,
        Map<String, UUID> takes,
        Map<UUID, String> reasons,
        Map<String, String> presets) {
    static final Guidance NONE = new Guidance(List.of(), Map.of(), Map.of(), Map.of());

    Guidance {
        order = List.copyOf(order);
        takes = Map.copyOf(takes);
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
                        order.contains(scene.name()) ? order.indexOf(scene.name()) : order.size()));
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
        return takes.containsValue(take.id());
    }

    List<Layered> layers(SceneTakes scene, List<Layered> layers) {
        String wanted = presets.get(scene.name());
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
