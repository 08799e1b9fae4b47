package dev.rushes.local.browser;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A headless Chromium with a profile of its own, spoken to over the DevTools protocol.
 *
 * @param profile its folder, new each time
 * @param devTools where it listens, on loopback
 */
record Chromium(Process process, Path profile, URI devTools, HttpClient http)
        implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

    /** The program: {@code RUSHES_CHROMIUM}, else the first of the usual names on the path. */
    static Optional<Path> installed() {
        Map<String, String> environment = System.getenv();
        String named = environment.getOrDefault("RUSHES_CHROMIUM", "");
        Stream<Path> candidates =
                named.isEmpty()
                        ? NAMES.stream()
                                .flatMap(name ->
                                        Stream.of(
                                                        environment
                                                                .getOrDefault("PATH", "")
                                                                .split(":", -1))
                                                .map(folder -> Path.of(folder, name)))
                        : Stream.of(Path.of(named));
        return candidates.filter(Files::isExecutable).findFirst();
    }

    /**
     * Starts it.
     *
     * @param lines ports of localhost that it reaches by a {@link Line} instead, without knowing
     */
    static Chromium start(Path program, Path profile, Map<Integer, Line> lines) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                program.toString(),
                                "--headless=new",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile,
                                "--window-size=900,1000",
                                "--no-first-run",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--mute-audio"));
        if (System.getProperty("user.name").equals("root")) {
            // Its sandbox refuses root; only our own pages are opened here.
            command.add("--no-sandbox");
        }
        command.add(
                "--host-resolver-rules="
                        + lines.entrySet().stream()
                                .map(line ->
                                        "MAP 127.0.0.1:%d 127.0.0.1:%d"
                                                .formatted(line.getKey(), line.getValue().port()))
                                .collect(Collectors.joining(",")));
        command.add("about:blank");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(profile.resolve("chromium.log").toFile())
                        .start();
        Path told = profile.resolve("DevToolsActivePort");
        String port =
                await("a listening Chromium")
                        .atMost(Duration.ofSeconds(60))
                        .until(
                                () -> Files.exists(told) ? Files.readAllLines(told) : List.of(),
                                written -> !written.isEmpty())
                        .getFirst()
                        .toString();
        return new Chromium(
                process,
                profile,
                URI.create("http://127.0.0.1:" + port),
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    /** A new tab on an address. */
    Tab open(String address) throws IOException, InterruptedException {
        HttpResponse<String> made =
                http.send(
                        HttpRequest.newBuilder(devTools.resolve("/json/new?about:blank"))
                                .PUT(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        JsonNode target = JsonMapper.shared().readTree(made.body());
        Tab tab = Tab.connect(http, URI.create(target.path("webSocketDebuggerUrl").asString()));
        tab.go(address);
        return tab;
    }

    @Override
    public void close() {
        List<ProcessHandle> own = process.descendants().toList();
        process.destroy();
        process.onExit()
                .orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                .exceptionally(late -> process.destroyForcibly())
                .join();
        own.forEach(ProcessHandle::destroyForcibly);
    }
}
