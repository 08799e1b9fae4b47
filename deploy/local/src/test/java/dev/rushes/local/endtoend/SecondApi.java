package dev.rushes.local.endtoend;

import static org.awaitility.Awaitility.await;

import dev.rushes.local.stack.Installation;
import dev.rushes.local.stack.Stack;
import dev.rushes.local.stack.StackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another api-service on the database and the queues of a running stack, as behind a load balancer.
 *
 * @param address where it answers, without a path
 */
record SecondApi(Process process, URI address) implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    /** Starts it and returns when it is ready. */
    static SecondApi beside(Stack stack, HttpClient http, Path log) throws IOException {
        Installation installation = Installation.current();
        StackPorts ports = StackPorts.free(0);
        ProcessBuilder builder =
                new ProcessBuilder(
                                List.of(
                                        installation.java().toString(),
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "-Xmx192m",
                                        "-jar",
                                        installation.runner("api-service").toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(stack.environment());
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(ports.api()));
        builder.environment().put("API_MANAGEMENT_PORT", Integer.toString(ports.apiManagement()));
        Process process = builder.start();
        SecondApi api = new SecondApi(process, URI.create("http://127.0.0.1:" + ports.api()));
        HttpRequest ready =
                HttpRequest.newBuilder(api.address().resolve("/q/health/ready")).build();
        try {
            await().atMost(READY_WITHIN)
                    .ignoreExceptions()
                    .until(() ->
                            http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode()
                                    == 200);
        } catch (RuntimeException notReady) {
            api.close();
            throw notReady;
        }
        return api;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
