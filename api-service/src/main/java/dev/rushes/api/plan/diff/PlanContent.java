package dev.rushes.api.plan.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.http.CanonicalJson;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Transition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a plan shows, in the form in which plans are compared: defaults said, spellings made one. */
public final class PlanContent {
    /** What a clip's other fields are where they are missing. */
    private static final Map<String, String> DEFAULTS =
            Map.of("volume", "1", "rotate", "0", "fit", "\"contain\"");

    /** What is compared by itself, or says why and not what. */
    private static final Set<String> NO_LOOK =
            Set.of(
                    "s3Key",
                    "trim",
                    "duration",
                    "speed",
                    "transition",
                    "reason",
                    "confidence",
                    "alternates");

    /** What spans the whole programme. */
    static final List<String> SETTINGS = List.of("music", "overlays", "captions", "output");

    final List<SceneUse> scenes = new ArrayList<>();
    final List<ClipUse> clips = new ArrayList<>();
    final Map<String, JsonNode> settings = new LinkedHashMap<>();
    private final Takes takes;

    private PlanContent(Takes takes) {
        this.takes = takes;
    }

    /**
     * Reads a document that passed the check; what is no plan is read as far as it goes.
     *
     * @param takes what is known of the footage
     */
    public static PlanContent of(JsonNode document, Takes takes) {
        PlanContent content = new PlanContent(takes);
        JsonNode scenes = document.path("scenes");
        for (int i = 0; i < scenes.size(); i++) {
            content.read(scenes.get(i), i);
        }
        for (String setting : SETTINGS) {
            JsonNode value = document.get(setting);
            if (value != null && !saysNothing(value)) {
                content.settings.put(setting, value);
            }
        }
        return content;
    }

    private void read(JsonNode scene, int index) {
        String pointer = "/scenes/" + index;
        JsonNode transitions = scene.path("transitions");
        Map<String, JsonNode> layers = new TreeMap<>();
        scene.path("layers")
                .properties()
                .forEach(layer -> {
                    if (!saysNothing(layer.getValue())) {
                        layers.put(layer.getKey(), layer.getValue());
                    }
                });
        scenes.add(
                new SceneUse(
                        index,
                        pointer,
                        identity(scene),
                        scene.path("name").textValue(),
                        transition(transitions.path(0)),
                        transition(transitions.path(1)),
                        layers));
        JsonNode list = scene.path("clips");
        for (int i = 0; i < list.size(); i++) {
            clips.add(clip(list.get(i), index, i, pointer + "/clips/" + i));
        }
    }

    private ClipUse clip(JsonNode clip, int scene, int index, String pointer) {
        String key = clip.path("s3Key").asText("");
        Rational speed = number(clip.get("speed")).orElse(Rational.ONE);
        Rational start = number(clip.path("trim").get("start")).orElse(Rational.ZERO);
        Optional<Rational> end = number(clip.path("trim").get("end"));
        if (end.isEmpty()) {
            end = takes.length(key);
        }
        if (end.isEmpty()) {
            end = number(clip.get("duration")).map(duration -> duration.times(speed));
        }
        Set<String> alternates = new LinkedHashSet<>();
        for (JsonNode alternate : clip.path("alternates")) {
            String other =
                    alternate.isTextual()
                            ? alternate.textValue()
                            : alternate.path("s3Key").textValue();
            if (other != null) {
                alternates.add(other);
            }
        }
        Map<String, String> looks = new TreeMap<>();
        clip.properties()
                .forEach(field -> {
                    String value = CanonicalJson.of(field.getValue());
                    if (!NO_LOOK.contains(field.getKey())
                            && !saysNothing(field.getValue())
                            && !value.equals(DEFAULTS.get(field.getKey()))) {
                        looks.put(field.getKey(), value);
                    }
                });
        return new ClipUse(
                scene,
                index + 1,
                pointer,
                clip,
                key,
                start,
                end.orElse(null),
                takes.shotFor(key).orElse(null),
                alternates,
                transition(clip.path("transition")),
                speed,
                looks);
    }

    private @Nullable String identity(JsonNode scene) {
        String id = scene.path("sceneId").textValue();
        if (id != null) {
            try {
                return "scene " + takes.scene(UUID.fromString(id)).orElse(id);
            } catch (IllegalArgumentException e) {
                return "scene " + id;
            }
        }
        String name = scene.path("name").textValue();
        return name == null || name.isBlank() ? null : "name " + name.strip();
    }

    private static @Nullable Transition transition(JsonNode at) {
        String name = at.isTextual() ? at.textValue() : at.path("type").textValue();
        Transition transition =
                name == null
                        ? null
                        : Transition.named(name, number(at.get("duration")).orElse(null))
                                .orElse(null);
        return transition instanceof Transition.Cut ? null : transition;
    }

    private static Optional<Rational> number(@Nullable JsonNode at) {
        if (at == null || !at.isNumber()) {
            return Optional.empty();
        }
        BigDecimal value = at.decimalValue();
        return Optional.of(Rational.of(value));
    }

    /** Null, an empty object or list, and music that is off are the same as nothing. */
    private static boolean saysNothing(JsonNode value) {
        JsonNode enabled = value.get("enabled");
        return value.isNull()
                || (value.isContainerNode() && value.isEmpty())
                || (enabled != null && enabled.isBoolean() && !enabled.booleanValue());
    }
}
