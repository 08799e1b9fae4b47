package dev.rushes.common.plan.structure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.sound.AddedSound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plan document into {@link EditStructure}. Everything unreadable becomes a fault with its pointer and the rest
 * is read on, so that one pass names every fault.
 */
final class EditStructureReader {
    private static final Set<String> DOCUMENT_FIELDS =
            Set.of("version", "scenes", "totalDuration", "output", "music", "overlays", "captions");
    private static final Set<String> SCENE_FIELDS =
            Set.of("sceneId", "name", "clips", "transitions", "layers");
    private static final Set<String> CLIP_FIELDS =
            Set.of(
                    "s3Key",
                    "duration",
                    "trim",
                    "transition",
                    "reason",
                    "confidence",
                    "alternates",
                    "speed",
                    "volume",
                    "fit",
                    "crop",
                    "rotate",
                    "effects");
    private static final Set<String> OUTPUT_FIELDS =
            Set.of(
                    "width",
                    "height",
                    "frameRate",
                    "quality",
                    "background",
                    "loudness",
                    "audio",
                    "format",
                    "codec",
                    "variants");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    private static final Set<String> TRIM_FIELDS = Set.of("start", "end");
    private static final Set<String> TRANSITION_FIELDS = Set.of("type", "duration");

    /** Rates that people round to decimals, and what they mean (SMPTE ST 12: 1000/1001 of the whole rate). */
    private static final Map<Rational, Rational> ROUNDED_RATES =
            Map.of(
                    Rational.parse("23.976"), Rational.of(24000, 1001),
                    Rational.parse("23.98"), Rational.of(24000, 1001),
                    Rational.parse("29.97"), Rational.of(30000, 1001),
                    Rational.parse("59.94"), Rational.of(60000, 1001));

    private final PlanLimits limits;

    EditStructureReader(PlanLimits limits) {
        this.limits = limits;
    }

    /** See {@link PlanCheck#knownFields()}. */
    static Map<String, Set<String>> knownFields() {
        Map<String, Set<String>> fields = new HashMap<>(LayersReader.knownFields());
        fields.putAll(SoundReader.knownFields());
        fields.put("document", DOCUMENT_FIELDS);
        fields.put("scene", SCENE_FIELDS);
        fields.put("clip", CLIP_FIELDS);
        fields.put("trim", TRIM_FIELDS);
        fields.put("transition", TRANSITION_FIELDS);
        fields.put("crop", LookReader.CROP_FIELDS);
        fields.put("effect", LookReader.EFFECT_FIELDS);
        fields.put("output", OUTPUT_FIELDS);
        fields.put("variant", DeliveryReader.VARIANT_FIELDS);
        return fields;
    }

    /** The document as far as it could be read; meaningful only where {@code errors} stayed empty. */
    EditStructure read(JsonNode document, List<PlanFault> errors, List<PlanFault> warnings) {
        List<AssetUse> assets = new ArrayList<>();
        JsonCursor root = new JsonCursor(document, "", errors, warnings, assets);
        if (!root.isObject("the edit structure")) {
            return new EditStructure(
                    OutputSettings.DEFAULT, List.of(), null, List.of(), null, List.of(), List.of());
        }
        root.warnOfFieldsBeyond(DOCUMENT_FIELDS);
        JsonCursor version = root.field("version");
        if (version != null && !(version.node.isInt() && version.node.intValue() == 1)) {
            version.error("this version of Rushes reads version 1");
        }
        List<AddedSound> sounds = new ArrayList<>();
        SoundReader.music(root.field("music"), sounds);
        return new EditStructure(
                output(root.field("output")),
                scenes(root, sounds),
                root.seconds("totalDuration"),
                LayersReader.overlays(root.field("overlays")),
                LayersReader.captions(root.field("captions")),
                sounds,
                assets);
    }

    private List<SceneCut> scenes(JsonCursor root, List<AddedSound> sounds) {
        JsonCursor scenes = root.field("scenes");
        if (scenes == null) {
            root.error("\"scenes\" is required");
            return List.of();
        }
        if (!scenes.isArray("scenes")) {
            return List.of();
        }
        if (scenes.node.isEmpty()) {
            scenes.error("there must be at least one scene");
        }
        int clips = 0;
        for (JsonNode scene : scenes.node) {
            clips += scene.path("clips").size();
        }
        if (clips > limits.maxClips()) {
            scenes.error(
                    "there are "
                            + clips
                            + " clips; the limit (rushes.plan.max-clips) is "
                            + limits.maxClips());
            return List.of();
        }
        List<SceneCut> cuts = new ArrayList<>(scenes.node.size());
        for (JsonCursor scene : scenes.elements()) {
            if (scene.isObject("a scene")) {
                cuts.add(scene(scene, cuts.size(), sounds));
            }
        }
        return cuts;
    }

    private static SceneCut scene(JsonCursor scene, int index, List<AddedSound> sounds) {
        scene.warnOfFieldsBeyond(SCENE_FIELDS);
        JsonCursor layers = scene.field("layers");
        SoundReader.items(layers == null ? null : layers.field("audio"), index, sounds);
        List<Clip> clips = new ArrayList<>();
        JsonCursor list = scene.field("clips");
        if (list == null) {
            scene.error("\"clips\" is required");
        } else if (list.isArray("clips")) {
            if (list.node.isEmpty()) {
                list.error("a scene must have at least one clip");
            }
            for (JsonCursor clip : list.elements()) {
                if (clip.isObject("a clip")) {
                    clips.add(clip(clip));
                }
            }
        }
        List<@Nullable Transition> transitions = transitions(scene.field("transitions"));
        return new SceneCut(
                scene.pointer,
                uuid(scene),
                scene.text("name"),
                clips,
                transitions.isEmpty() ? null : transitions.get(0),
                transitions.size() < 2 ? null : transitions.get(1),
                LayersReader.layers(layers));
    }

    private static Clip clip(JsonCursor clip) {
        clip.warnOfFieldsBeyond(CLIP_FIELDS);
        String key = clip.text("s3Key");
        if (clip.field("s3Key") == null) {
            clip.error("\"s3Key\" is required");
        } else if (key != null && key.isBlank()) {
            clip.error("\"s3Key\" must not be blank");
        }
        JsonCursor confidence = clip.field("confidence");
        if (confidence != null) {
            Rational value = confidence.number();
            if (value != null && (value.signum() < 0 || value.compareTo(Rational.ONE) > 0)) {
                confidence.error("must lie between 0 and 1");
            }
        }
        JsonCursor transition = clip.field("transition");
        return new Clip(
                clip.pointer,
                key == null ? "" : key,
                trim(clip.field("trim")),
                clip.seconds("duration"),
                transition == null ? null : transition(transition),
                LookReader.speed(clip.field("speed")),
                SoundReader.volume(clip),
                LookReader.look(clip),
                clip.text("reason"));
    }

    private static @Nullable Trim trim(@Nullable JsonCursor trim) {
        if (trim == null || !trim.isObject("trim")) {
            return null;
        }
        trim.warnOfFieldsBeyond(TRIM_FIELDS);
        Rational start = trim.seconds("start");
        Rational end = trim.seconds("end");
        if (trim.field("start") == null || trim.field("end") == null) {
            trim.error("a trim needs \"start\" and \"end\" in source seconds");
        }
        if (start == null || end == null) {
            return null;
        }
        if (start.signum() < 0) {
            trim.error("start " + start.toDecimal().toPlainString() + " is negative");
        }
        if (end.compareTo(start) <= 0) {
            trim.error(
                    "end "
                            + end.toDecimal().toPlainString()
                            + " is not after start "
                            + start.toDecimal().toPlainString());
            return null;
        }
        return new Trim(start, end);
    }

    private static List<@Nullable Transition> transitions(@Nullable JsonCursor list) {
        List<@Nullable Transition> read = new ArrayList<>();
        if (list == null || !list.isArray("transitions")) {
            return read;
        }
        if (list.node.size() > 2) {
            list.error("at most two: how the scene starts and how it ends");
        }
        for (JsonCursor entry : list.elements()) {
            read.add(entry.node.isNull() ? null : transition(entry));
        }
        return read;
    }

    private static @Nullable Transition transition(JsonCursor at) {
        String name = at.node.isTextual() ? at.node.textValue() : null;
        Rational duration = null;
        if (at.node.isObject()) {
            at.warnOfFieldsBeyond(TRANSITION_FIELDS);
            name = at.text("type");
            if (at.field("type") == null) {
                at.error("a transition needs a \"type\"");
            }
            duration = at.seconds("duration");
            if (duration != null && duration.signum() <= 0) {
                at.error("a transition's duration must be above 0");
                return null;
            }
        } else if (name == null) {
            at.error("must be a transition's name or {\"type\", \"duration\"}, not " + at.kind());
        }
        if (name == null) {
            return null;
        }
        Transition found = Transition.named(name, duration).orElse(null);
        if (found == null) {
            at.error("unknown transition; known are " + Transition.knownNames());
        }
        return found;
    }

    private OutputSettings output(@Nullable JsonCursor output) {
        if (output == null || !output.isObject("output")) {
            return OutputSettings.DEFAULT;
        }
        output.warnOfFieldsBeyond(OUTPUT_FIELDS);
        Rational frameRate = frameRate(output.field("frameRate"));
        return new OutputSettings(
                side(output.field("width"), limits.maxSide()),
                side(output.field("height"), limits.maxSide()),
                frameRate,
                quality(output),
                background(output),
                SoundReader.settings(output),
                DeliveryReader.delivery(output, frameRate, limits.maxSide()));
    }

    static @Nullable Integer side(@Nullable JsonCursor at, int maxSide) {
        if (at == null) {
            return null;
        }
        // 4:2:0 chroma needs even sides; x264 works in macroblocks of 16 pixels.
        if (!at.node.isInt()
                || at.node.intValue() < 16
                || at.node.intValue() > maxSide
                || at.node.intValue() % 2 != 0) {
            at.error("must be an even whole number from 16 to " + maxSide);
            return null;
        }
        return at.node.intValue();
    }

    private static @Nullable Rational frameRate(@Nullable JsonCursor at) {
        if (at == null) {
            return null;
        }
        Rational rate = null;
        if (at.node.isTextual()) {
            try {
                rate = Rational.parse(at.node.textValue());
            } catch (NumberFormatException e) {
                at.error("must be a number or a fraction such as \"30000/1001\"");
                return null;
            }
        } else {
            rate = at.number();
        }
        if (rate == null) {
            return null;
        }
        if (rate.compareTo(Rational.ONE) < 0
                || rate.compareTo(Rational.of(120)) > 0
                || rate.denominator() > 1_001_000) {
            at.error("must lie between 1 and 120 frames a second");
            return null;
        }
        return ROUNDED_RATES.getOrDefault(rate, rate);
    }

    private static Quality quality(JsonCursor output) {
        String name = output.text("quality");
        if (name == null) {
            return Quality.STANDARD;
        }
        for (Quality quality : Quality.values()) {
            if (quality.wireName().equals(name)) {
                return quality;
            }
        }
        output.error("\"quality\" must be draft, standard or high");
        return Quality.STANDARD;
    }

    private static int background(JsonCursor output) {
        String colour = output.text("background");
        if (colour == null) {
            return 0;
        }
        if (!COLOUR.matcher(colour).matches()) {
            output.error("\"background\" must be a colour such as #101820");
            return 0;
        }
        return Integer.parseInt(colour, 1, 7, 16);
    }

    private static @Nullable UUID uuid(JsonCursor scene) {
        String text = scene.text("sceneId");
        if (text == null) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            scene.error("\"sceneId\" is not a UUID");
            return null;
        }
    }
}
