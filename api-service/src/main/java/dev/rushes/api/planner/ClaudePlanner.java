package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.claude.Answer;
import dev.rushes.api.claude.Claude;
import dev.rushes.api.claude.Offered;
import dev.rushes.api.claude.Prompt;
import dev.rushes.api.claude.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Asks a model which take of each scene to use, in which order and with which preset, and leaves all that is measured
 * (points, lengths, transitions) to the rules. Where it does not answer, the rules' plan is the result with a note.
 */
public final class ClaudePlanner implements EditPlanner {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LONGEST_REASON = 300;

    private final Claude claude;
    private final PlannerSettings settings;
    private final UUID episode;

    /**
     * For one episode.
     *
     * @param episode whose costs they are
     */
    public ClaudePlanner(Claude claude, PlannerSettings settings, UUID episode) {
        this.claude = claude;
        this.settings = settings;
        this.episode = episode;
    }

    @Override
    public Proposal plan(Material material, Brief brief) {
        RulesPlanner rules = new RulesPlanner(settings);
        Offer offer = new Offer(material);
        Prompt prompt = Prompt.of("edit-plan", 1);
        return switch (claude.ask(
                new Question(
                        "edit-plan", prompt, offer.data(material, brief), schema(), episode))) {
            case Answer.Missing missing ->
                    noted(rules.plan(material, brief), List.of(missing.warning()));
            case Answer.Given given -> {
                List<String> warnings = new ArrayList<>();
                Guidance guidance = offer.guidance(given.document(), warnings);
                Proposal plan = rules.plan(material, brief, guidance);
                reasons(plan, guidance.reasons());
                yield noted(
                        new Proposal(
                                plan.structure(),
                                reasoned(plan.choices(), guidance.reasons()),
                                plan.takeScores(),
                                given.model(),
                                prompt.reference() + "\n\n" + prompt.text()),
                        warnings);
            }
        };
    }

    /** The same plan with what a person should know of how it was made. */
    public static Proposal noted(Proposal plan, List<String> warnings) {
        List<Choice> choices = new ArrayList<>(plan.choices());
        warnings.forEach(warning -> choices.add(warned(warning)));
        return new Proposal(
                plan.structure(), choices, plan.takeScores(), plan.generatedBy(), plan.prompt());
    }

    /** A warning of a model's, as a row. */
    static Choice warned(String warning) {
        return Choice.note(
                warning, "What the model did not decide, the rules did.", NODES.objectNode(), 0.6);
    }

    private static List<Choice> reasoned(List<Choice> choices, Map<UUID, String> reasons) {
        return choices.stream()
                .map(choice -> {
                    String reason =
                            choice.kind() == Choice.Kind.TAKE && choice.takeId() != null
                                    ? reasons.get(choice.takeId())
                                    : null;
                    return reason == null
                            ? choice
                            : new Choice(
                                    choice.kind(),
                                    choice.pointer(),
                                    choice.takeId(),
                                    choice.what(),
                                    reason,
                                    choice.evidence(),
                                    choice.confidence(),
                                    choice.chosen(),
                                    choice.alternates());
                })
                .toList();
    }

    private static void reasons(Proposal plan, Map<UUID, String> reasons) {
        for (Choice choice : plan.choices()) {
            String reason =
                    choice.kind() == Choice.Kind.TAKE && choice.takeId() != null
                            ? reasons.get(choice.takeId())
                            : null;
            if (reason != null
                    && plan.structure().at(choice.pointer()) instanceof ObjectNode clip) {
                clip.put("reason", reason);
            }
        }
    }

    /** What the model may name, under ids that mean nothing elsewhere. */
    private static final class Offer {
        private final Map<String, SceneTakes> scenes = new LinkedHashMap<>();
        private final Map<String, Material.Take> takes = new LinkedHashMap<>();
        private final Map<String, Material.Preset> presets = new LinkedHashMap<>();

        Offer(Material material) {
            int scene = 0;
            for (SceneTakes group : GroupTakes.of(material)) {
                String id = "scene-" + ++scene;
                scenes.put(id, group);
                int take = 0;
                for (Material.Take each : group.takes()) {
                    takes.put(id + "-take-" + ++take, each);
                }
            }
            for (Material.Preset preset : material.presets()) {
                presets.put("preset-" + (presets.size() + 1), preset);
            }
        }

        ObjectNode data(Material material, Brief brief) {
            ObjectNode data = NODES.objectNode();
            data.put("episode", material.title());
            data.put("pacing", brief.pacing(material.habits().taste()).text());
            if (brief.targetSeconds() != null) {
                data.put("targetSeconds", Json.time(brief.targetSeconds()));
            }
            ArrayNode shown = data.putArray("scenes");
            scenes.forEach((id, scene) -> {
                ObjectNode one = shown.addObject();
                one.put("id", id);
                one.put("name", scene.name());
                one.put("type", scene.type());
                if (scene.scripted() != null) {
                    one.put("heading", scene.scripted().heading());
                    one.put("spokenWords", scene.scripted().spokenWords());
                }
                ArrayNode all = one.putArray("takes");
                takes.forEach((takeId, take) -> {
                    if (scene.takes().contains(take)) {
                        ObjectNode each = all.addObject();
                        each.put("id", takeId);
                        each.put("file", take.fileName());
                        each.put("seconds", Json.time(take.analysis().durationSeconds()));
                        Voice voice = Voice.of(take.analysis());
                        each.put("speechSeconds", Json.time(voice.seconds()));
                        each.put("phrases", voice.phrases().size());
                        each.put("cutOff", voice.cutStart() || voice.cutEnd());
                        measured(each, take);
                    }
                });
            });
            ArrayNode offered = data.putArray("presets");
            presets.forEach((id, preset) -> {
                ObjectNode one = offered.addObject();
                one.put("id", id);
                one.put("name", preset.name());
                one.put("category", preset.category());
            });
            return data;
        }

        private static void measured(ObjectNode each, Material.Take take) {
            if (take.analysis().picture() != null) {
                each.put("sharpness", take.analysis().picture().sharpness().overall());
                each.put("brightness", take.analysis().picture().brightness().overall());
                each.put("shake", take.analysis().picture().shake().overall());
            }
            if (take.analysis().sound() != null) {
                each.put("clippedShare", take.analysis().sound().clippedShare());
                each.put("noiseFloorDb", take.analysis().sound().noiseFloorDb());
            }
        }

        Guidance guidance(JsonNode answer, List<String> warnings) {
            Offered sceneIds = new Offered("scene", scenes.keySet());
            Offered takeIds = new Offered("take", takes.keySet());
            Offered presetIds = new Offered("preset", presets.keySet());
            List<String> named = new ArrayList<>();
            answer.path("order").forEach(id -> named.add(id.asText()));
            List<UUID> order =
                    sceneIds.keptOf(named).stream()
                            .map(scenes::get)
                            .filter(java.util.Objects::nonNull)
                            .map(SceneTakes::id)
                            .toList();
            // One of each scene: the last that it names.
            Map<UUID, UUID> chosen = new HashMap<>();
            Map<UUID, String> reasons = new HashMap<>();
            for (JsonNode each : answer.path("takes")) {
                takeIds.kept(each.path("take").asText())
                        .map(takes::get)
                        .ifPresent(take -> {
                            chosen.put(scene(take), take.id());
                            String reason = plain(each.path("reason").asText());
                            if (!reason.isBlank()) {
                                reasons.put(take.id(), reason);
                            }
                        });
            }
            Map<UUID, String> layers = new HashMap<>();
            for (JsonNode each : answer.path("presets")) {
                SceneTakes scene =
                        sceneIds.kept(each.path("scene").asText()).map(scenes::get).orElse(null);
                Material.Preset preset =
                        presetIds.kept(each.path("preset").asText()).map(presets::get).orElse(null);
                if (scene != null && preset != null) {
                    layers.put(scene.id(), preset.name());
                }
            }
            warnings.addAll(sceneIds.warnings());
            warnings.addAll(takeIds.warnings());
            warnings.addAll(presetIds.warnings());
            return new Guidance(order, Set.copyOf(chosen.values()), reasons, layers);
        }

        private UUID scene(Material.Take take) {
            return scenes.values().stream()
                    .filter(scene -> scene.takes().contains(take))
                    .map(SceneTakes::id)
                    .findFirst()
                    .orElseThrow();
        }

        private static String plain(String reason) {
            String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
            return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) : line;
        }
    }

    private static ObjectNode schema() {
        ObjectNode schema = object("order", "takes", "presets");
        ObjectNode properties = (ObjectNode) schema.get("properties");
        properties.set("order", list(text()));
        properties.set("takes", list(of("scene", "take", "reason")));
        properties.set("presets", list(of("scene", "preset")));
        return schema;
    }

    private static ObjectNode of(String... names) {
        ObjectNode object = object(names);
        ObjectNode properties = (ObjectNode) object.get("properties");
        for (String name : names) {
            properties.set(name, text());
        }
        return object;
    }

    private static ObjectNode object(String... required) {
        ObjectNode object = NODES.objectNode();
        object.put("type", "object");
        object.putObject("properties");
        ArrayNode all = object.putArray("required");
        for (String name : required) {
            all.add(name);
        }
        object.put("additionalProperties", false);
        return object;
    }

    private static ObjectNode list(ObjectNode items) {
        ObjectNode list = NODES.objectNode();
        list.put("type", "array");
        list.set("items", items);
        return list;
    }

    private static ObjectNode text() {
        ObjectNode text = NODES.objectNode();
        text.put("type", "string");
        return text;
    }
}
