package dev.rushes.local.bench;

import dev.rushes.local.stack.Installation;
import dev.rushes.local.stack.Stack;
import dev.rushes.local.stack.StackFailure;
import dev.rushes.local.stack.StackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another api-service on a stack's database and queues, with the whole compiler, as it runs where it serves: the stack's
 * own starts faster without the second half of it.
 */
record MeasuredApi(Process process, URI address) implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(200);

    /** Starts it and returns when it is ready. */
    static MeasuredApi start(Installation installation, Stack stack, Path log)
            throws IOException, InterruptedException {
        StackPorts ports = StackPorts.free(0);
        ProcessBuilder builder =
                new ProcessBuilder(
                                List.of(
                                        installation.java().toString(),
                                        "-XX:+UseSerialGC",
                                        "-Xss512k",
                                        "-Xmx192m",
                                        "-jar",
                                        installation.runner("api-service").toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(stack.environment());
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(ports.api()));
        builder.environment().put("API_MANAGEMENT_PORT", Integer.toString(ports.apiManagement()));
        MeasuredApi api =
                new MeasuredApi(builder.start(), URI.create("http://127.0.0.1:" + ports.api()));
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (!api.isReady()) {
            if (!api.process().isAlive() || System.nanoTime() > end) {
                api.close();
                throw new StackFailure("api-service did not start:\n" + Files.readString(log));
            }
            Thread.sleep(POLL);
        }
        return api;
    }

    private boolean isReady() throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                                    HttpRequest.newBuilder(address.resolve("/q/health/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
