package dev.rushes.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A database that takes connections and answers nothing: worse than one that is away. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class HungDatabaseTest {
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

    /** More than the pool has connections. */
    private static final int AT_ONCE = 30;

    @TestHTTPResource("/")
    URI root;

    private record Answered(String call, int status, String type, String retry, Duration after) {}

    @Test
    void everyCallIsAnsweredInTimeAndTheServiceRecovers() throws Exception {
        UUID plan = Studio.take().approved();
        List<HttpRequest> calls = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i += 5) {
            calls.add(get("/shows"));
            calls.add(get("/edit-plans/" + plan));
            calls.add(get("/queues"));
            calls.add(post("/shows", "{\"name\": \"Hung\"}"));
            calls.add(post("/edit-plans/" + plan + "/render", "{}"));
        }
        try (HttpClient client = HttpClient.newHttpClient();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Fills the pool, so that many idle connections turn out to be dead.
            all(
                    threads.invokeAll(
                            calls.stream().map(call -> answer(client, get("/shows"))).toList()));

            Answered alone;
            List<Answered> answers;
            StandInsResource.standIns().freezePostgres();
            try {
                // Alone, it would try every connection of the pool.
                alone = answer(client, get("/shows")).call();
                answers =
                        all(
                                threads.invokeAll(
                                        calls.stream().map(call -> answer(client, call)).toList()));
            } finally {
                StandInsResource.standIns().thawPostgres();
            }
            answers.add(alone);
            assertThat(answers)
                    .allSatisfy(answer -> {
                        assertThat(answer.after()).isLessThan(ANSWERED_WITHIN);
                        assertThat(answer.status()).isEqualTo(503);
                        assertThat(answer.type()).isEqualTo("application/problem+json");
                        assertThat(answer.retry()).isNotEmpty();
                    });

            await().atMost(ANSWERED_WITHIN)
                    .until(() -> answer(client, get("/shows")).call().status() == 200);
        }
    }

    private static List<Answered> all(List<Future<Answered>> answers) throws Exception {
        List<Answered> all = new ArrayList<>();
        for (Future<Answered> answer : answers) {
            all.add(answer.get());
        }
        return all;
    }

    private static Callable<Answered> answer(HttpClient client, HttpRequest call) {
        return () -> {
            long began = System.nanoTime();
            HttpResponse<String> response = send(client, call);
            return new Answered(
                    call.method() + " " + call.uri().getPath(),
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("Retry-After").orElse(""),
                    Duration.ofNanos(System.nanoTime() - began));
        };
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest call)
            throws IOException, InterruptedException {
        return client.send(call, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(root.resolve("/api/v1" + path))
                .header("Authorization", "Bearer " + Tokens.DEFAULT)
                .build();
    }

    private HttpRequest post(String path, String body) {
        return HttpRequest.newBuilder(root.resolve("/api/v1" + path))
                .header("Authorization", "Bearer " + Tokens.DEFAULT)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
