package dev.rushes.local.browser;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One tab, by commands and events of the DevTools protocol. */
final class Tab implements AutoCloseable, WebSocket.Listener {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);

    private final AtomicInteger commands = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

    private Tab() {}

    static Tab connect(HttpClient http, URI address) {
        Tab tab = new Tab();
        tab.socket.complete(http.newWebSocketBuilder().buildAsync(address, tab).join());
        tab.command("Page.enable", Map.of());
        tab.command("Runtime.enable", Map.of());
        tab.command("Network.enable", Map.of());
        return tab;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        message.append(text);
        if (last) {
            JsonNode told = JSON.readTree(message.toString());
            message.setLength(0);
            if (told.has("id")) {
                CompletableFuture<JsonNode> waiting = open.remove(told.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(told);
                }
            } else {
                events.add(told);
            }
        }
        from.request(1);
        return CompletableFuture.completedStage(null);
    }

    /** Sends a command and gives its result. */
    JsonNode command(String method, Map<String, Object> parameters) {
        int id = commands.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        open.put(id, answer);
        socket.join()
                .sendText(
                        JSON.writeValueAsString(
                                Map.of("id", id, "method", method, "params", parameters)),
                        true)
                .join();
        JsonNode told = answer.orTimeout(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS).join();
        if (told.has("error")) {
            throw new IllegalStateException(method + ": " + told.path("error"));
        }
        return told.path("result");
    }

    /** Opens an address and waits until it is loaded. */
    void go(String address) {
        command("Page.navigate", Map.of("url", address));
        await("a loaded page")
                .atMost(ANSWERS_WITHIN)
                .until(() ->
                        evaluate("location.href !== 'about:blank' && document.readyState")
                                .asString("")
                                .equals("complete"));
    }

    /** The value of an expression of the page, as of a person's click; a promise is awaited. */
    JsonNode evaluate(String expression) {
        JsonNode result =
                command(
                        "Runtime.evaluate",
                        Map.of(
                                "expression",
                                expression,
                                "awaitPromise",
                                true,
                                "returnByValue",
                                true,
                                "userGesture",
                                true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Types into a field. */
    void fill(String id, String value) {
        evaluate(
                "{ const field = document.getElementById(%s); field.value = %s; field.dispatchEvent(new Event('change')); }"
                        .formatted(JSON.writeValueAsString(id), JSON.writeValueAsString(value)));
    }

    /** Chooses a file as in the file dialogue. */
    void choose(String id, Path file) {
        int document = command("DOM.getDocument", Map.of()).path("root").path("nodeId").asInt();
        int input =
                command("DOM.querySelector", Map.of("nodeId", document, "selector", "#" + id))
                        .path("nodeId")
                        .asInt();
        command(
                "DOM.setFileInputFiles",
                Map.of("nodeId", input, "files", List.of(file.toString())));
    }

    void click(String id) {
        evaluate("document.getElementById(%s).click()".formatted(JSON.writeValueAsString(id)));
    }

    String text(String id) {
        return evaluate("document.getElementById('%s').textContent".formatted(id)).asString();
    }

    /** Tells the page, and every new request of it, that there is no network, or that there is one again. */
    void offline(boolean away) {
        command(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline",
                        away,
                        "latency",
                        0,
                        "downloadThroughput",
                        -1,
                        "uploadThroughput",
                        -1));
    }

    /** What the browser itself tells of requests that it let fail for CORS: {@code PreflightMissingAllowOriginHeader}. */
    List<String> refusedByCors() {
        return events(event -> event.path("method").asString().equals("Network.loadingFailed"))
                .stream()
                .map(event ->
                        event.path("params").path("corsErrorStatus").path("corsError").asString(""))
                .filter(error -> !error.isEmpty())
                .toList();
    }

    /** Addresses of the requests so far, preflights left out. */
    List<String> requests(String method) {
        return events(event -> event.path("method").asString().equals("Network.requestWillBeSent"))
                .stream()
                .map(event -> event.path("params").path("request"))
                .filter(request -> request.path("method").asString().equals(method))
                .map(request -> request.path("url").asString())
                .toList();
    }

    private List<JsonNode> events(Predicate<JsonNode> which) {
        return events.stream().filter(which).toList();
    }

    /** Writes what is to be seen. */
    void screenshot(Path png) throws IOException {
        Files.write(
                png,
                Base64.getDecoder()
                        .decode(
                                command("Page.captureScreenshot", Map.of("format", "png"))
                                        .path("data")
                                        .asString()));
    }

    /** Closes the tab as a person does: what it was sending is cut off. */
    @Override
    public void close() {
        // It would outlive the tab in the process that its next one shares.
        offline(false);
        command("Page.close", Map.of());
        socket.join().abort();
    }
}
