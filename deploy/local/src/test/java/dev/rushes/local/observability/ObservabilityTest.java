package dev.rushes.local.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.local.observability.Queries.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every dashboard and every rule asks for metrics and labels that there are. */
class ObservabilityTest {
    private static final Path OPERATIONS = Path.of("..", "..", "docs", "operations.md");

    /** What Prometheus adds to every series, and what it tells itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    private static final Set<String> TOLD_BY_PROMETHEUS = Set.of("up");

    @Test
    void everyQueryAsksForMetricsAndLabelsThatTheServicesTell() throws IOException {
        List<Query> queries = new ArrayList<>(Queries.ofDashboards());
        queries.addAll(Queries.ofRules());
        assertThat(queries).hasSizeGreaterThan(60);
        Catalogue catalogue = Catalogue.committed();
        List<String> faults = new ArrayList<>();
        for (Query query : queries) {
            faults.addAll(faults(query, catalogue));
        }
        assertThat(faults).isEmpty();
    }

    /** The check itself: what it finds, and what it does not take for a name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "max by (queue) (rushes_dead_letters) > 0|-",
                "max by (queue) (rushes_dead_leters) > 0|rushes_dead_leters",
                "rushes_jobs{state=\"queued\"}|state",
                "sum by (le, operaton) (rate(rushes_aws_call_seconds_bucket{system=\"s3\"}[5m]))|operaton",
                "rushes_jobs{status=\"a{b}c\"} / 1e9 offset 7d unless on () up{job=\"x\"} == 1|-",
            })
    void aNameOrALabelThatThereIsNotIsFound(String expression, String fault) throws IOException {
        List<String> faults = faults(new Query("here", expression), Catalogue.committed());
        if (fault == null) {
            assertThat(faults).isEmpty();
        } else {
            assertThat(faults).singleElement().asString().contains(fault);
        }
    }

    @Test
    void everyAlertNamesItsParagraphOfTheRunbook() throws IOException {
        Set<String> anchors = new HashSet<>();
        for (String line : Files.readAllLines(OPERATIONS)) {
            if (line.startsWith("#")) {
                anchors.add(anchor(line.replaceFirst("^#+ *", "")));
            }
        }
        List<JsonNode> alerts = Queries.rules().stream().filter(rule -> rule.has("alert")).toList();
        assertThat(alerts).hasSize(13);
        for (JsonNode alert : alerts) {
            String runbook = alert.path("annotations").path("runbook").asText();
            assertThat(runbook)
                    .as(alert.path("alert").asText())
                    .startsWith("docs/operations.md#alert-");
            assertThat(anchors)
                    .as(alert.path("alert").asText())
                    .contains(runbook.substring(runbook.indexOf('#') + 1));
            assertThat(alert.path("annotations").path("summary").asText()).isNotBlank();
            assertThat(alert.path("labels").path("severity").asText()).isIn("warning", "critical");
        }
    }

    @Test
    void everyRuleHasATestOfItsOwn() throws IOException {
        Set<String> tested = new TreeSet<>();
        Queries.YAML
                .readTree(Queries.FOLDER.resolve("rules-test.yml").toFile())
                .path("tests")
                .forEach(test ->
                        test.path("alert_rule_test")
                                .forEach(each -> {
                                    if (!each.path("exp_alerts").isEmpty()) {
                                        tested.add(each.path("alertname").asText());
                                    }
                                }));
        Set<String> alerts = new TreeSet<>();
        Queries.rules().forEach(rule -> alerts.add(rule.path("alert").asText()));
        assertThat(tested).isEqualTo(alerts);
    }

    @Test
    void everyDashboardCanBeImportedAsItIs() throws IOException {
        Set<String> uids = new HashSet<>();
        for (Path file : Queries.dashboards()) {
            JsonNode dashboard = Queries.YAML.readTree(file.toFile());
            assertThat(uids.add(dashboard.path("uid").asText())).isTrue();
            assertThat(file.getFileName()).hasToString(dashboard.path("uid").asText() + ".json");
            assertThat(dashboard.path("templating").path("list").get(0).path("type").asText())
                    .isEqualTo("datasource");
            Set<Integer> ids = new HashSet<>();
            for (JsonNode panel : dashboard.path("panels")) {
                assertThat(ids.add(panel.path("id").asInt())).isTrue();
                assertThat(panel.path("datasource").path("uid").asText())
                        .isEqualTo("${datasource}");
                assertThat(
                                panel.path("gridPos").path("x").asInt()
                                        + panel.path("gridPos").path("w").asInt())
                        .isLessThanOrEqualTo(24);
            }
        }
        assertThat(uids).containsExactlyInAnyOrder("rushes-api", "rushes-storage", "rushes-worker");
    }

    private static List<String> faults(Query query, Catalogue catalogue) {
        List<String> faults = new ArrayList<>();
        Set<String> known = new HashSet<>(OF_PROMETHEUS);
        Selectors selectors = Selectors.of(query.expression());
        for (Selectors.Selector selector : selectors.all()) {
            if (TOLD_BY_PROMETHEUS.contains(selector.metric())) {
                continue;
            }
            if (!catalogue.has(selector.metric())) {
                faults.add(query.place() + ": there is no metric " + selector.metric());
                // Its labels are nobody's fault.
                known.addAll(selectors.groupings());
            }
            known.addAll(catalogue.labels(selector.metric()));
            for (String label : selector.labels()) {
                if (!OF_PROMETHEUS.contains(label)
                        && !catalogue.labels(selector.metric()).contains(label)) {
                    faults.add(
                            "%s: %s has no label %s"
                                    .formatted(query.place(), selector.metric(), label));
                }
            }
        }
        for (String label : selectors.groupings()) {
            if (!known.contains(label)) {
                faults.add(query.place() + ": nothing here has the label " + label);
            }
        }
        return faults;
    }

    /** As GitHub and GitLab make it of a heading. */
    private static String anchor(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 _-]", "")
                .replace(' ', '-');
    }
}
