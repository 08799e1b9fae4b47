package dev.rushes.local.stack;

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
import java.util.concurrent.TimeUnit;

/**
 * Another api-service on a stack's database and queues, as behind a load balancer.
 *
 * @param address where it answers, without a path
 */
public record AnotherApi(Process process, URI address) implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    /** As the stack bounds its own. */
    public static final List<String> MEMORY = List.of("-XX:+UseSerialGC", "-Xss512k", "-Xmx192m");

    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Starts it and returns when it is ready.
     *
     * @param options of its JVM, beside those that bound its memory
     * @param log what it says goes there
     * @throws StackFailure where it is not ready within two minutes
     */
    public static AnotherApi beside(Stack stack, List<String> options, Path log)
            throws IOException, InterruptedException {
        Installation installation = Installation.current();
        StackPorts ports = StackPorts.free(0);
        List<String> command = new ArrayList<>();
        command.add(installation.java().toString());
        command.addAll(MEMORY);
        command.addAll(options);
        command.addAll(List.of("-jar", installation.runner("api-service").toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(stack.environment());
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(ports.api()));
        builder.environment().put("API_MANAGEMENT_PORT", Integer.toString(ports.apiManagement()));
        AnotherApi api =
                new AnotherApi(builder.start(), URI.create("http://127.0.0.1:" + ports.api()));
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
