package dev.rushes.local.bench;

import dev.rushes.local.stack.AnotherService;
import dev.rushes.local.stack.Installation;
import dev.rushes.local.stack.Stack;
import dev.rushes.local.stack.StackFailure;
import dev.rushes.local.stack.StackPorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The process of {@link VertxBaseline}, with the JVM options of {@link AnotherService}. */
record Baseline(Process process, URI address) implements AutoCloseable {

    /** Starts it on the database and queue of a stack, and returns when it listens. */
    static Baseline start(Installation installation, Stack stack) throws IOException {
        int port = StackPorts.free(1).api();
        Map<String, String> environment = stack.environment();
        ProcessBuilder builder = new ProcessBuilder(installation.java().toString());
        builder.command().addAll(AnotherService.MEMORY);
        builder.command()
                .addAll(
                        List.of(
                                "-cp",
                                installation.baselineClassPath(),
                                VertxBaseline.class.getName(),
                                Integer.toString(port),
                                "jdbc:postgresql://127.0.0.1:%d/rushes?user=rushes&password=rushes&stringtype=unspecified"
                                        .formatted(stack.ports().postgres()),
                                environment.getOrDefault("AWS_ENDPOINT_URL_SQS", ""),
                                environment.getOrDefault("SQS_VIDEO_PROCESSING_QUEUE_URL", "")));
        environment.forEach((name, value) -> {
            if (name.startsWith("AWS_")) {
                builder.environment().put(name, value);
            }
        });
        Process process = builder.redirectErrorStream(true).start();
        BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.equals("ready")) {
                // What it says later must not stand in a full pipe.
                Thread.ofVirtual().start(() -> said.lines().forEach(System.err::println));
                return new Baseline(process, URI.create("http://127.0.0.1:" + port));
            }
            all.append(line).append('\n');
        }
        throw new StackFailure("the baseline did not start:\n" + all);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
