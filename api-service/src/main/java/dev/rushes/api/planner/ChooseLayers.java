package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rushes.api.planner.Material.Preset;
import dev.rushes.common.layer.LayerTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Chooses what lies over and under a scene: what a person gave it, else a preset of its part that can be filled in. */
final class ChooseLayers {
    /**
     * Layers for a scene.
     *
     * @param layers null for none
     * @param name of the preset, for people
     */
    record Layered(@Nullable JsonNode layers, String name, String why, double certainty) {}

    private final Material material;
    private final PlannerSettings settings;

    ChooseLayers(Material material, PlannerSettings settings) {
        this.material = material;
        this.settings = settings;
    }

    /** What would do, the best first; there is always at least one, and the last one is none at all. */
    List<Layered> of(SceneTakes scene, ScoredTake take) {
        List<Layered> fitting = new ArrayList<>();
        if (take.take().layers() != null) {
            fitting.add(
                    new Layered(
                            take.take().layers(),
                            "the scene's own layers",
                            "They were set for this scene.",
                            0.95));
        }
        String category =
                switch (scene.type()) {
                    case "intro" -> "intro";
                    case "outro" -> "outro";
                    default -> "main_content";
                };
        Map<String, JsonNode> values = values(scene);
        Set<String> missing = new TreeSet<>();
        List<Preset> presets = new ArrayList<>(material.presets());
        presets.sort(Comparator.comparing(Preset::system));
        for (Preset preset : presets) {
            if (!preset.category().equals(category)) {
                continue;
            }
            Set<String> wanted = new TreeSet<>(LayerTemplate.placeholders(preset.template()));
            wanted.removeAll(values.keySet());
            if (wanted.isEmpty()) {
                fitting.add(
                        new Layered(
                                LayerTemplate.resolve(preset.template(), values),
                                "preset \"" + preset.name() + "\"",
                                "A preset for "
                                        + category.replace('_', ' ')
                                        + " whose values are all known.",
                                preset.system() ? 0.7 : 0.8));
            } else {
                missing.addAll(wanted);
            }
        }
        fitting.add(
                new Layered(
                        null,
                        "no layers",
                        missing.isEmpty()
                                ? "There is no preset for " + category.replace('_', ' ') + "."
                                : "No preset fits: nobody says " + String.join(", ", missing) + ".",
                        0.7));
        return fitting;
    }

    private Map<String, JsonNode> values(SceneTakes scene) {
        Map<String, JsonNode> values = new HashMap<>();
        values.put("TITLE", text(material.title()));
        values.put("ACCENT_COLOUR", text(settings.accentColour()));
        values.put("BACKGROUND_COLOUR", text("#0b1220"));
        if (material.showName() != null) {
            values.put("SUBTITLE", text(material.showName()));
            values.put("CHANNEL_NAME", text(material.showName()));
        }
        if (material.logo() != null) {
            values.put("LOGO_IMAGE", text(material.logo()));
        }
        if (!material.music().isEmpty()) {
            values.put("CLOSING_MUSIC", text(material.music().getFirst().s3Key()));
        }
        String speaker = LayOver.speaker(scene.scripted());
        if (speaker != null) {
            values.put("SPEAKER_NAME", text(speaker));
        }
        return values;
    }

    private static TextNode text(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }
}
