package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.planner.Choice.Alternate;
import dev.rushes.api.planner.Choice.Kind;
import dev.rushes.api.planner.ChooseLayers.Layered;
import dev.rushes.common.footage.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes planned scenes as an edit structure, and every choice in them as a row. */
final class WriteProposal {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Material material;
    private final Brief brief;
    private final PlannerSettings settings;
    private final Pacing pacing;
    private final @Nullable Double target;
    private final List<Choice> choices = new ArrayList<>();

    WriteProposal(
            Material material, Brief brief, PlannerSettings settings, @Nullable Double target) {
        this.material = material;
        this.brief = brief;
        this.settings = settings;
        this.pacing = brief.pacing(material.habits().taste());
        this.target = target;
    }

    Proposal of(List<PlannedScene> scenes, Join end, Map<UUID, Double> scores) {
        ObjectNode structure = NODES.objectNode();
        structure.put("version", 1);
        order(scenes);
        ArrayNode written = structure.putArray("scenes");
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < scenes.size(); i++) {
            PlannedScene scene = scenes.get(i);
            written.add(scene(scene, i, i == scenes.size() - 1 ? end : null));
            for (Span clip : scene.clips()) {
                total = total.add(Json.time(clip.end()).subtract(Json.time(clip.start())));
            }
            if (scene.begins().overlaps() && i > 0) {
                total = total.subtract(Json.time(scene.begins().seconds()));
            }
        }
        structure.put("totalDuration", total);
        output(structure);
        Choice music = new ChooseMusic(material, settings).of(scenes);
        structure.set("music", music.chosen().get("music"));
        choices.add(music);
        structure.putArray("overlays");
        length(scenes, total.doubleValue());
        missing(scenes);
        choices.addAll(new LeaveStyle(material.habits(), brief, pacing).of(scenes, structure));
        return new Proposal(structure, choices, scores, RulesPlanner.NAME, null);
    }

    private void order(List<PlannedScene> scenes) {
        boolean script = scenes.stream().anyMatch(scene -> scene.scene().scripted() != null);
        ObjectNode evidence = NODES.objectNode();
        ArrayNode order = evidence.putArray("scenes");
        for (PlannedScene scene : scenes) {
            ObjectNode shown = order.addObject();
            shown.put("scene", scene.scene().name());
            shown.put("matched", scene.scene().matched());
            if (scene.scene().scripted() != null) {
                shown.put("script", scene.scene().scripted().name());
            }
        }
        long named =
                scenes.stream().filter(scene -> scene.scene().matched().equals("by name")).count();
        choices.add(
                new Choice(
                        Kind.ORDER,
                        "/scenes",
                        null,
                        scenes.size() == 1 ? "one scene" : scenes.size() + " scenes in their order",
                        script ? "The order of the script." : "The order of their numbers.",
                        evidence,
                        script ? 0.7 + 0.3 * named / scenes.size() : 0.75,
                        NODES.objectNode(),
                        List.of()));
    }

    private ObjectNode scene(PlannedScene planned, int index, @Nullable Join end) {
        ObjectNode scene = NODES.objectNode();
        String pointer = "/scenes/" + index;
        scene.put("sceneId", planned.chosen().take().id().toString());
        scene.put("name", planned.scene().name());
        ArrayNode clips = scene.putArray("clips");
        DescribeClip describe = new DescribeClip(planned, brief, material.habits());
        for (int i = 0; i < planned.clips().size(); i++) {
            Choice take = describe.take(i, pointer + "/clips/" + i);
            Choice trim = describe.trim(i, pointer + "/clips/" + i + "/trim");
            choices.add(take);
            choices.add(trim);
            clips.add(describe.clip(i, take, trim));
        }
        ArrayNode transitions = scene.putArray("transitions");
        transitions.add(planned.begins().shown());
        choices.add(join(planned.begins(), pointer + "/transitions/0", planned, index == 0));
        if (end != null && !end.isCut()) {
            transitions.add(end.shown());
            choices.add(join(end, pointer + "/transitions/1", planned, true));
        }
        layers(scene, planned, pointer + "/layers");
        return scene;
    }

    private Choice join(Join join, String pointer, PlannedScene planned, boolean atTheEdge) {
        ObjectNode evidence = NODES.objectNode();
        evidence.put("scene", planned.scene().name());
        evidence.put("type", planned.scene().type());
        if (planned.scene().scripted() != null && planned.scene().scripted().energy() != null) {
            evidence.put("energy", planned.scene().scripted().energy().text());
        }
        if (!atTheEdge) {
            ChooseJoins.habit(material.habits(), join)
                    .ifPresent(share -> evidence.put("habitShare", Json.score(share)));
        }
        List<Alternate> others = new ArrayList<>();
        if (!join.isCut()) {
            others.add(
                    new Alternate(
                            "cut", "a cut", 0.5, change("transition", Join.cut("", 0).shown())));
            if (!atTheEdge && !join.type().equals("dissolve")) {
                Join dissolve = new Join("dissolve", join.seconds(), "", 0);
                others.add(
                        new Alternate(
                                "dissolve",
                                dissolve.said(),
                                0.4,
                                change("transition", dissolve.shown())));
            }
        } else if (!atTheEdge) {
            // As short as can be seen: there is no silence for a longer one.
            double longest = Math.min(0.2, planned.clips().getFirst().length() / 4);
            Join dissolve = new Join("dissolve", longest, "", 0);
            others.add(
                    new Alternate(
                            "dissolve",
                            dissolve.said(),
                            0.4,
                            change("transition", dissolve.shown())));
        }
        return new Choice(
                Kind.TRANSITION,
                pointer,
                null,
                join.said(),
                join.why(),
                evidence,
                join.certainty(),
                change("transition", join.shown()),
                others);
    }

    private void layers(ObjectNode scene, PlannedScene planned, String pointer) {
        Layered chosen = planned.layers().getFirst();
        if (chosen.layers() != null) {
            scene.set("layers", chosen.layers());
        }
        List<Alternate> others = new ArrayList<>();
        for (int i = 1; i < planned.layers().size(); i++) {
            Layered other = planned.layers().get(i);
            others.add(
                    new Alternate(
                            "layers-" + i,
                            other.name(),
                            other.certainty() / (i + 1),
                            change(
                                    "layers",
                                    other.layers() == null ? NODES.nullNode() : other.layers())));
        }
        ObjectNode evidence = NODES.objectNode();
        evidence.put("scene", planned.scene().name());
        evidence.put("type", planned.scene().type());
        if (planned.scene().scripted() != null) {
            lines(evidence, planned.scene().scripted());
        }
        Double usual = material.habits().taste().overlaid().textsPerMinute();
        if (usual != null) {
            evidence.put("usualTextsPerMinute", Json.score(usual));
        }
        choices.add(
                new Choice(
                        Kind.LAYERS,
                        pointer,
                        null,
                        chosen.name(),
                        chosen.why(),
                        evidence,
                        chosen.certainty(),
                        change(
                                "layers",
                                chosen.layers() == null ? NODES.nullNode() : chosen.layers()),
                        others));
    }

    private void output(ObjectNode structure) {
        ObjectNode output = structure.putObject("output");
        // Takes are as loud as they were recorded; a programme has one loudness.
        output.put("loudness", true);
        if (brief.aspect() != null) {
            output.put("width", brief.aspect().width());
            output.put("height", brief.aspect().height());
        }
    }

    private void length(List<PlannedScene> scenes, double total) {
        ObjectNode evidence = NODES.objectNode();
        evidence.put("seconds", Json.time(total));
        int dropped = scenes.stream().mapToInt(scene -> scene.cut().dropped()).sum();
        int closed = scenes.stream().mapToInt(scene -> scene.cut().closed()).sum();
        double air = scenes.stream().mapToDouble(scene -> scene.cut().air()).sum();
        evidence.put("pausesCutOut", closed);
        evidence.put("phrasesLeftOut", dropped);
        evidence.put("silenceAddedSeconds", Json.time(air));
        evidence.put("pacing", pacing.text());
        double certainty = 0.8;
        String why = "Nobody asked for a length: the takes as they are, without dead air.";
        if (target != null) {
            evidence.put("targetSeconds", Json.time(target));
            double off = Math.abs(total - target) / target;
            certainty = Confidence.clamped(0.95 - Math.max(0, off - 0.02) * 4 - 0.05 * dropped);
            why =
                    String.format(
                            Locale.ROOT,
                            "%s asks for %s s; it is %.1f %% off.",
                            brief.targetSeconds() == null ? "The script" : "The request",
                            Json.time(target).toPlainString(),
                            100 * off);
        }
        choices.add(
                new Choice(
                        Kind.LENGTH,
                        "",
                        null,
                        Json.time(total).toPlainString() + " s",
                        why,
                        evidence,
                        certainty,
                        NODES.objectNode(),
                        List.of()));
    }

    private void missing(List<PlannedScene> scenes) {
        for (Material.Scripted scripted : material.script()) {
            if (scenes.stream().noneMatch(scene -> scripted.equals(scene.scene().scripted()))) {
                ObjectNode evidence = NODES.objectNode();
                evidence.put("script", scripted.name());
                lines(evidence, scripted);
                choices.add(
                        Choice.note(
                                "%s of the script is not in the plan".formatted(scripted.name()),
                                "There is no take of it.",
                                evidence,
                                0.2));
            }
        }
    }

    static void lines(ObjectNode evidence, Material.Scripted scripted) {
        if (scripted.firstLine() > 0) {
            ObjectNode lines = evidence.putObject("scriptLines");
            lines.put("from", scripted.firstLine());
            lines.put("to", scripted.lastLine());
        }
    }

    static ObjectNode change(String name, com.fasterxml.jackson.databind.JsonNode value) {
        ObjectNode change = NODES.objectNode();
        change.set(name, value);
        return change;
    }
}
