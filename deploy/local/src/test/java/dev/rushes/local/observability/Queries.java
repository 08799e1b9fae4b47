package dev.rushes.local.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What dashboards and rules ask Prometheus. */
public final class Queries {
    static final Path FOLDER = Path.of("..", "observability");
    static final YAMLMapper YAML = new YAMLMapper();

    /**
     * One question.
     *
     * @param place where it stands, for people
     */
    public record Query(String place, String expression) {}

    private Queries() {}

    /** Those of the panels of all dashboards. */
    public static List<Query> ofDashboards() throws IOException {
        List<Query> queries = new ArrayList<>();
        for (Path file : dashboards()) {
            for (JsonNode panel : YAML.readTree(file.toFile()).path("panels")) {
                for (JsonNode target : panel.path("targets")) {
                    queries.add(
                            new Query(
                                    "%s, %s, %s"
                                            .formatted(
                                                    file.getFileName(),
                                                    panel.path("title").asText(),
                                                    target.path("refId").asText()),
                                    target.path("expr").asText()));
                }
            }
        }
        return queries;
    }

    /** Those of the alerts. */
    public static List<Query> ofRules() throws IOException {
        return rules().stream()
                .map(rule -> new Query(rule.path("alert").asText(), rule.path("expr").asText()))
                .toList();
    }

    static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        YAML.readTree(FOLDER.resolve("rules.yml").toFile())
                .path("groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("dashboards"))) {
            return files.sorted().toList();
        }
    }
}
