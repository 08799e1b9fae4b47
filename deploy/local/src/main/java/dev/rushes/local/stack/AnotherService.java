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
 * Another api-service or storage-service on a stack's database, queues and buckets, as behind a load balancer.
 *
 * @param address where it answers, without a path
 */
public record AnotherService(Process process, URI address) implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    /** As the images of deploy bound theirs: what the compiler has used and freed goes back to the kernel. */
    public static final List<String> MEMORY =
            List.of("-XX:+UseSerialGC", "-Xss512k", "-Xmx176m", "-XX:TrimNativeHeapInterval=30000");

    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Starts it and returns when it is ready.
     *
     * @param module {@code api-service} or {@code storage-service}
     * @param options of its JVM, beside those that bound its memory
     * @param log what it says goes there
     * @throws StackFailure where it is not ready within two minutes
     */
    public static AnotherService beside(Stack stack, String module, List<String> options, Path log)
            throws IOException, InterruptedException {
        return on(StackPorts.free(0), stack, module, options, log);
    }

    /** The same at a port where one was before, for a restart that clients do not have to be told of. */
    public static AnotherService at(
            int port, Stack stack, String module, List<String> options, Path log)
            throws IOException, InterruptedException {
        return on(StackPorts.from(port, 0), stack, module, options, log);
    }

    private static AnotherService on(
            StackPorts ports, Stack stack, String module, List<String> options, Path log)
            throws IOException, InterruptedException {
        Installation installation = Installation.current();
        List<String> command = new ArrayList<>();
        command.add(installation.java().toString());
        command.addAll(MEMORY);
        command.addAll(options);
        command.addAll(List.of("-jar", installation.runner(module).toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(stack.environment());
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(ports.api()));
        builder.environment().put("API_MANAGEMENT_PORT", Integer.toString(ports.apiManagement()));
        builder.environment()
                .put("STORAGE_MANAGEMENT_PORT", Integer.toString(ports.storageManagement()));
        AnotherService service =
                new AnotherService(builder.start(), URI.create("http://127.0.0.1:" + ports.api()));
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (!service.isReady()) {
            if (!service.process().isAlive() || System.nanoTime() > end) {
                service.close();
                throw new StackFailure(module + " did not start:\n" + Files.readString(log));
            }
            Thread.sleep(POLL);
        }
        return service;
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
