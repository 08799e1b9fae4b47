package dev.rushes.api.claude;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Speaks the Messages API as it is told: one behaviour for each request, in order, the last one again. */
final class MessagesServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is done with one request. */
    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** A request that came. */
    record Asked(JsonNode body, Map<String, List<String>> headers) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Behaviour> behaviours;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    MessagesServer(Behaviour... behaviours) {
        this.behaviours = new ArrayDeque<>(List.of(behaviours));
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/messages", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/");
    }

    List<Asked> asked() {
        return asked;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(
                    new Asked(
                            JSON.readTree(exchange.getRequestBody().readAllBytes()),
                            Map.copyOf(exchange.getRequestHeaders())));
            Behaviour behaviour;
            synchronized (behaviours) {
                behaviour = behaviours.size() > 1 ? behaviours.remove() : behaviours.element();
            }
            behaviour.answer(exchange);
        }
    }

    /** A message with a text, 100 tokens in and 20 out. */
    static Behaviour says(String text) {
        return message(text, "end_turn");
    }

    static Behaviour message(String text, String stopReason) {
        ObjectNode message =
                JSON.createObjectNode()
                        .put("id", "msg_1")
                        .put("type", "message")
                        .put("role", "assistant")
                        .put("model", "claude-sonnet-4-6")
                        .put("stop_reason", stopReason);
        message.putArray("content").addObject().put("type", "text").put("text", text);
        message.putObject("usage").put("input_tokens", 100).put("output_tokens", 20);
        return sends(200, written(message), Map.of("request-id", "req_1"));
    }

    /** An error in the API's own shape. */
    static Behaviour error(int status, String type, Map<String, String> headers) {
        ObjectNode error = JSON.createObjectNode().put("type", "error");
        error.putObject("error").put("type", type).put("message", "no: sk-ant-secret, INT. SECRET");
        return sends(status, written(error), headers);
    }

    static Behaviour sends(int status, String body, Map<String, String> headers) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            headers.forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Never answers, until the server is closed. */
    Behaviour silence() {
        return exchange -> waitForTheEnd();
    }

    /** Begins an answer that never ends. */
    Behaviour trickle() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            body.write('{');
            body.flush();
            waitForTheEnd();
        };
    }

    void then(Behaviour behaviour) {
        behaviours.add(behaviour);
    }

    private void waitForTheEnd() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String written(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }
}
