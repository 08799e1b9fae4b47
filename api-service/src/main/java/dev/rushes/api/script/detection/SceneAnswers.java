package dev.rushes.api.script.detection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.claude.Answer;
import dev.rushes.api.claude.Offered;
import dev.rushes.api.script.detection.Findings.Finding;
import dev.rushes.api.script.detection.VisualRequirements.Evidence;
import dev.rushes.api.script.detection.VisualRequirements.Found;
import dev.rushes.api.script.detection.VisualRequirements.Lines;
import dev.rushes.common.show.EnergyLevel;
import dev.rushes.common.show.ScriptSceneType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What Claude says of scenes, as far as it speaks of what it was given. */
final class SceneAnswers {
    private static final int LONGEST_REASON = 200;
    private static final int MOST_FOUND = 40;
    private static final String SCHEMA =
            """
            {"type": "object", "additionalProperties": false, "required": ["scenes"], "properties": {"scenes": {
              "type": "array", "items": {"type": "object", "additionalProperties": false,
                "required": ["id", "type", "energy", "energyReason", "energyLines", "importance", "props", "shots"],
                "properties": {
                  "id": {"type": "string"},
                  "type": {"type": "string", "enum": ["intro", "main", "transition", "outro"]},
                  "energy": {"type": "string", "enum": ["high", "medium", "low"]},
                  "energyReason": {"type": "string"},
                  "energyLines": {"type": "array", "items": {"type": "integer"}},
                  "importance": {"type": "number"},
                  "props": {"type": "array", "items": {"type": "object", "additionalProperties": false,
                    "required": ["name", "line"],
                    "properties": {"name": {"type": "string"}, "line": {"type": "integer"}}}},
                  "shots": {"type": "array", "items": {"type": "object", "additionalProperties": false,
                    "required": ["name", "line"],
                    "properties": {"line": {"type": "integer"}, "name": {"type": "string", "enum": ["close up", "wide shot",
                      "medium shot", "establishing shot", "over the shoulder", "tracking shot", "aerial shot",
                      "point of view", "insert", "slow motion", "time-lapse", "b-roll", "screen recording"]}}}}}}}}}
            """;

    private SceneAnswers() {}

    static ObjectNode schema() {
        try {
            return (ObjectNode) new ObjectMapper().readTree(SCHEMA);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String id(int index) {
        return "s" + (index + 1);
    }

    /** What the rules found, changed by what the answer says of it. */
    static Findings applied(Findings rules, Answer.Given answer) {
        Offered offered =
                new Offered(
                        "scene",
                        IntStream.range(0, rules.all().size()).mapToObj(SceneAnswers::id).toList());
        Map<String, JsonNode> said = new HashMap<>();
        for (JsonNode scene : answer.document().path("scenes")) {
            offered.kept(scene.path("id").asText()).ifPresent(id -> said.putIfAbsent(id, scene));
        }
        List<String> warnings = new ArrayList<>();
        List<Finding> all = new ArrayList<>();
        int unsaid = 0;
        for (int i = 0; i < rules.all().size(); i++) {
            JsonNode scene = said.get(id(i));
            if (scene == null) {
                unsaid++;
                all.add(rules.all().get(i));
            } else {
                all.add(changed(rules.all().get(i), scene, id(i), warnings));
            }
        }
        if (unsaid > 0) {
            warnings.add("Claude said nothing of " + unsaid + " scenes; the rules decided there.");
        }
        warnings.addAll(offered.warnings());
        return new Findings(said.isEmpty() ? rules.by() : answer.model(), all, warnings);
    }

    private static Finding changed(
            Finding rules, JsonNode scene, String id, List<String> warnings) {
        Segment segment = rules.segment();
        Offered lines = new Offered("line of " + id, lines(segment));
        List<Evidence> evidence = new ArrayList<>();
        String reason = bounded(scene.path("energyReason").asText());
        for (JsonNode line : scene.path("energyLines")) {
            if (evidence.size() < MOST_FOUND && lines.kept(line.asText()).isPresent()) {
                evidence.add(
                        new Evidence("model", reason, new Lines(line.asInt(), line.asInt()), 1));
            }
        }
        if (evidence.isEmpty()) {
            evidence.add(new Evidence("model", reason, new Lines(segment.from(), segment.to()), 1));
        }
        String text = text(segment);
        List<Found> props = new ArrayList<>();
        for (JsonNode prop : scene.path("props")) {
            String name = bounded(prop.path("name").asText());
            if (name.isBlank() || !text.contains(name.toLowerCase(Locale.ROOT))) {
                warnings.add("The model named a thing that is not in " + id + "; it was left out.");
            } else if (lines.kept(prop.path("line").asText()).isPresent()
                    && props.size() < MOST_FOUND) {
                props.add(new Found(name, prop.path("line").asInt()));
            }
        }
        List<Found> shots = new ArrayList<>();
        for (JsonNode shot : scene.path("shots")) {
            if (lines.kept(shot.path("line").asText()).isPresent() && shots.size() < MOST_FOUND) {
                shots.add(new Found(shot.path("name").asText(), shot.path("line").asInt()));
            }
        }
        warnings.addAll(lines.warnings());
        return new Finding(
                segment,
                ScriptSceneType.valueOf(scene.path("type").asText().toUpperCase(Locale.ROOT)),
                new Energy(
                        EnergyLevel.valueOf(scene.path("energy").asText().toUpperCase(Locale.ROOT)),
                        evidence),
                new SeenThings(props, shots),
                Math.clamp(scene.path("importance").asDouble(), 0.5, 2));
    }

    private static List<String> lines(Segment segment) {
        return IntStream.rangeClosed(segment.from(), segment.to())
                .mapToObj(Integer::toString)
                .toList();
    }

    private static String text(Segment segment) {
        StringBuilder text = new StringBuilder();
        if (segment.heading() != null) {
            text.append(segment.heading().text()).append('\n');
        }
        segment.passages().forEach(passage -> text.append(passage.text()).append('\n'));
        return text.toString().toLowerCase(Locale.ROOT);
    }

    private static String bounded(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.length() > LONGEST_REASON ? plain.substring(0, LONGEST_REASON) : plain;
    }
}
