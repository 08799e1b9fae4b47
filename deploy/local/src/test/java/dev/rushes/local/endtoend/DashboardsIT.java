package dev.rushes.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rushes.local.observability.Queries;
import dev.rushes.local.stack.StackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus beside a working stack: every question of every dashboard has an answer, and every rule can be
 * evaluated. Needs the program {@code prometheus}; {@code deploy/observability/check --live} fetches it.
 */
@Tag("slow")
@ExtendWith(RunningStack.class)
class DashboardsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(4);

    /** What Grafana puts there for scrapes of a second. */
    private static final String RATE_INTERVAL = "30s";

    @Test
    void everyQueryHasAnAnswerWhileEpisodesAreRendered(
            RunningStack.Parts stack, @TempDir Path folder) throws Exception {
        Optional<Path> program = program();
        assumeThat(program).as("no prometheus here").isPresent();
        int port = StackPorts.free(0).api();
        Process prometheus =
                start(program.orElseThrow(), configuration(stack, folder), folder, port);
        try {
            Map<String, String> open = new LinkedHashMap<>();
            Queries.ofDashboards()
                    .forEach(query ->
                            open.put(
                                    query.place(),
                                    query.expression().replace("$__rate_interval", RATE_INTERVAL)));
            int all = open.size();
            String show = stack.workflow().createShow("Dashboards");
            List<Episode> episodes = new ArrayList<>();
            List<String> answers = new ArrayList<>();
            long end = System.nanoTime() + ANSWERED_WITHIN.toNanos();
            while (!open.isEmpty() && System.nanoTime() < end) {
                Episode episode =
                        Episode.of(stack, show, episodes.size() + 1, stack.footage().large());
                episodes.add(episode);
                String first = episode.render();
                String second = episode.render();
                for (String job : List.of(first, second)) {
                    stack.workflow()
                            .await(job, Duration.ofMinutes(3), state -> ask(port, open, answers));
                }
                ask(port, open, answers);
            }
            answers.forEach(System.out::println);
            System.out.printf(
                    "%d of %d queries of the dashboards have an answer%n", all - open.size(), all);
            assertThat(open).isEmpty();
            for (Queries.Query rule : Queries.ofRules()) {
                assertThat(answer(port, rule.expression()).path("status").asString())
                        .as(rule.place())
                        .isEqualTo("success");
            }
            for (Episode episode : episodes) {
                stack.client().delete("/episodes/" + episode.id());
            }
        } finally {
            prometheus.destroy();
            prometheus.waitFor();
        }
    }

    /** Asks what has no answer yet; an answer is at least one number. */
    private static void ask(int port, Map<String, String> open, List<String> answers) {
        open.entrySet()
                .removeIf(query -> {
                    JsonNode answer = answer(port, query.getValue());
                    assertThat(answer.path("status").asString())
                            .as(query.getKey() + ": " + query.getValue() + ": " + answer)
                            .isEqualTo("success");
                    List<String> numbers = new ArrayList<>();
                    for (JsonNode series : answer.path("data").path("result")) {
                        String number = series.path("value").path(1).asString();
                        if (!number.equals("NaN")) {
                            numbers.add(number);
                        }
                    }
                    if (numbers.isEmpty()) {
                        return false;
                    }
                    answers.add(
                            "%-60s %2d series, the first is %s"
                                    .formatted(query.getKey(), numbers.size(), numbers.getFirst()));
                    return true;
                });
    }

    private static JsonNode answer(int port, String expression) {
        URI uri =
                URI.create(
                        "http://127.0.0.1:%d/api/v1/query?query=%s"
                                .formatted(
                                        port,
                                        URLEncoder.encode(expression, StandardCharsets.UTF_8)));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return JSON.readTree(
                    http.send(
                                    HttpRequest.newBuilder(uri).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static Optional<Path> program() {
        return Stream.concat(
                        Stream.ofNullable(System.getProperty("rushes.prometheus")).map(Path::of),
                        Stream.of(System.getenv("PATH").split(":"))
                                .map(folder -> Path.of(folder, "prometheus")))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The committed one, with this stack's ports and a scrape a second. */
    private static Path configuration(RunningStack.Parts stack, Path folder) throws IOException {
        Path committed = Path.of("..", "observability").toRealPath();
        StackPorts ports = stack.stack().ports();
        String workers =
                String.join(
                        "\", \"",
                        ports.workers().stream().map(port -> "127.0.0.1:" + port).toList());
        String text =
                Files.readString(committed.resolve("prometheus.yml"))
                        .replace("scrape_interval: 15s", "scrape_interval: 1s")
                        .replace("- rules.yml", "- " + committed.resolve("rules.yml"))
                        .replace("127.0.0.1:8086", "127.0.0.1:" + ports.apiManagement())
                        .replace("127.0.0.1:8087", "127.0.0.1:" + ports.storageManagement())
                        .replace("127.0.0.1:8082", workers);
        return Files.writeString(folder.resolve("prometheus.yml"), text);
    }

    private static Process start(Path program, Path configuration, Path folder, int port)
            throws IOException {
        return new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }
}
