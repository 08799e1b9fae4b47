package dev.rushes.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers storage-service's {@code POST /api/v1/downloads}, a new URL each time, and {@code GET /api/v1/usage}. */
public final class StorageStandIn implements AutoCloseable {
    private static final Pattern KEY = Pattern.compile("\"key\":\"([^\"]*)\"");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String usage = "{}";
    private volatile String lifecycle = "";
    private final int port;
    private HttpServer server;

    StorageStandIn() {
        server = listen(0);
        port = server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What it answers from now on. */
    public void answer(int newStatus) {
        status = newStatus;
    }

    /** What it tells of the buckets from now on. */
    public void usage(String json) {
        usage = json;
    }

    /** What it tells of the life of every object from now on; empty: that there is no such object. */
    public void lifecycle(String json) {
        lifecycle = json;
    }

    /** Bodies of the requests so far. */
    public List<String> requests() {
        return requests;
    }

    /** Authorization headers of the requests so far. */
    public List<String> tokens() {
        return tokens;
    }

    /** Nobody listens until {@link #comeBack()}. */
    public void goAway() {
        server.stop(0);
    }

    public void comeBack() {
        server = listen(port);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private HttpServer listen(int wanted) {
        try {
            HttpServer listening =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
            listening.createContext("/api/v1/downloads", this::download);
            listening.createContext("/api/v1/usage", exchange -> answer(exchange, usage));
            listening.createContext("/api/v1/objects/", this::object);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void download(HttpExchange exchange) throws IOException {
        String request =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(request);
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (token == null || !token.startsWith("Bearer ")) {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        tokens.add(token);
        Matcher key = KEY.matcher(request);
        String body =
                status == 200 && key.find()
                        ? "{\"url\":\"http://s3.example/%s?n=%d\",\"expiresAt\":\"%s\",\"new\":1}"
                                .formatted(
                                        key.group(1),
                                        requests.size(),
                                        Instant.now().plusSeconds(3600))
                        : "{}";
        write(exchange, body);
    }

    private void object(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().getPath());
        if (lifecycle.isEmpty()) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        answer(exchange, "{\"sizeBytes\":1,\"lifecycle\":" + lifecycle + "}");
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (token != null) {
            tokens.add(token);
        }
        write(exchange, status == 200 ? body : "{}");
    }

    private void write(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
