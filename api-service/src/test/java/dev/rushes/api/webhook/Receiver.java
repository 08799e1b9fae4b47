package dev.rushes.api.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Receives webhooks and answers as it is told. */
final class Receiver implements AutoCloseable {
    record Call(String delivery, String event, String attempt, String signature, String body) {}

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private volatile int mostAtOnce;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile int failure = 500;
    private volatile long waitMillis;

    Receiver() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", this::receive);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/hook?from=rushes";
    }

    List<Call> calls() {
        return calls;
    }

    int mostAtOnce() {
        return mostAtOnce;
    }

    /** The next calls get that status. */
    void fail(int times, int status) {
        failure = status;
        failures.set(times);
    }

    /** Takes so long for every answer. */
    void dawdle(long millis) {
        waitMillis = millis;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        mostAtOnce = Math.max(mostAtOnce, atOnce.incrementAndGet());
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            calls.add(
                    new Call(
                            headers.getFirst("Rushes-Delivery"),
                            headers.getFirst("Rushes-Event"),
                            headers.getFirst("Rushes-Attempt"),
                            headers.getFirst("Rushes-Signature"),
                            body));
            if (waitMillis > 0) {
                Thread.sleep(waitMillis);
            }
            boolean fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            if (fails && failure / 100 == 3) {
                exchange.getResponseHeaders().add("Location", url());
            }
            exchange.sendResponseHeaders(fails ? failure : 204, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            atOnce.decrementAndGet();
        }
    }
}
