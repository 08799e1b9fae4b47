package dev.rushes.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class IdempotencyTest {
    @TestHTTPResource("/")
    URI root;

    @Test
    void aRepeatedKeyGetsTheFirstAnswer() {
        String key = UUID.randomUUID().toString();
        Response first = create(key, "{\"name\": \"Once\", \"test\": true}");
        Response again = create(key, "{ \"test\":true, \"name\":\"Once\" }");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.contentType()).isEqualTo(first.contentType());
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        String key = UUID.randomUUID().toString();
        create(key, "{\"name\": \"Once\"}");
        create(key, "{\"name\": \"Twice\"}")
                .then()
                .statusCode(422)
                .body("type", endsWith(":idempotency-key-reused"));
    }

    @Test
    void theSameBodyAtAnotherAddressIsAnotherRequest() {
        String key = UUID.randomUUID().toString();
        UUID first = Studio.take().approved();
        UUID second = Studio.take().approved();
        render(first, key).then().statusCode(202);
        render(second, key).then().statusCode(422);
    }

    @Test
    void whatWasRefusedMayBeTriedAgainUnderItsKey() {
        String key = UUID.randomUUID().toString();
        UUID plan = Studio.take().submitted();
        render(plan, key).then().statusCode(409);
        Studio.post("/edit-plans/" + plan + "/approve").then().statusCode(200);
        render(plan, key).then().statusCode(202);
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        String key = UUID.randomUUID().toString();
        UUID first = Studio.id(create(key, "{\"name\": \"Once\"}"));
        Rows.change(
                "UPDATE idempotency_keys SET expires_at = now() - interval '1 second' WHERE key = ?",
                kept(key));
        UUID second = Studio.id(create(key, "{\"name\": \"Twice\"}"));
        assertThat(second).isNotEqualTo(first);
        assertThat(
                        Rows.value(
                                "SELECT extract(epoch FROM expires_at - created_at)::int FROM"
                                        + " idempotency_keys WHERE key = ?",
                                kept(key)))
                .isEqualTo("86400");
    }

    @Test
    void twoHundredRendersUnderOneKeyMakeOneJob() throws Exception {
        UUID plan = Studio.take().approved();
        HttpRequest request =
                HttpRequest.newBuilder(root.resolve("/api/v1/edit-plans/" + plan + "/render"))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "burst-" + plan)
                        .header("Authorization", "Bearer " + Tokens.DEFAULT)
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
        List<Future<HttpResponse<String>>> calls = new ArrayList<>();
        Set<String> answers = new HashSet<>();
        try (HttpClient client =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                calls.add(
                        threads.submit(
                                () -> client.send(request, HttpResponse.BodyHandlers.ofString())));
            }
            for (Future<HttpResponse<String>> call : calls) {
                answers.add(call.get().statusCode() + " " + call.get().body());
            }
        }
        assertThat(answers).hasSize(1).allMatch(answer -> answer.startsWith("202 "));
        assertThat(
                        Rows.value(
                                "SELECT count(*) FROM video_processing_jobs WHERE edit_plan_id = ?",
                                plan))
                .isEqualTo("1");
    }

    @Test
    void whileTheFirstRequestRunsLongTheSecondIsToldSo() throws SQLException {
        String key = UUID.randomUUID().toString();
        try (Connection running = Rows.connection()) {
            running.setAutoCommit(false);
            hold(running, key);
            create(key, "{\"name\": \"Once\"}")
                    .then()
                    .statusCode(409)
                    .body("type", endsWith(":idempotency-key-in-use"));
        }
        // That request died with its connection: nothing of it blocks the key.
        create(key, "{\"name\": \"Once\"}").then().statusCode(201);
    }

    @Test
    void aSecondRequestWaitsForTheFirstOnesAnswer() throws Exception {
        String key = UUID.randomUUID().toString();
        Future<Response> second;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection running = Rows.connection()) {
            running.setAutoCommit(false);
            hold(running, key);
            second = threads.submit(() -> create(key, "{\"name\": \"Once\"}"));
            org.awaitility.Awaitility.await()
                    .until(() ->
                            Rows.value(
                                            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type ="
                                                    + " 'Lock' AND query LIKE 'INSERT INTO idempotency_keys%'")
                                    .equals("1"));
            running.rollback();
            assertThat(answer(second).statusCode()).isEqualTo(201);
        }
    }

    @Test
    void aKeyIsShortPrintableText() {
        create("x".repeat(256), "{\"name\": \"x\"}").then().statusCode(400);
        create("x".repeat(255), "{\"name\": \"x\"}").then().body("name", equalTo("x"));
    }

    private static void hold(Connection running, String key) throws SQLException {
        try (var insert =
                running.prepareStatement(
                        "INSERT INTO idempotency_keys (service, key, request_hash) VALUES"
                                + " ('api-service', ?, 'x')")) {
            insert.setString(1, kept(key));
            insert.executeUpdate();
        }
    }

    /** As it is stored: with whose it is. */
    private static String kept(String key) {
        return Tokens.SUBJECT + "\n" + key;
    }

    private static Response answer(Future<Response> call)
            throws ExecutionException, InterruptedException {
        return call.get();
    }

    private static Response create(String key, String body) {
        return Studio.json().header("Idempotency-Key", key).body(body).post("/api/v1/shows");
    }

    private static Response render(UUID plan, String key) {
        return Studio.json()
                .header("Idempotency-Key", key)
                .body("{}")
                .post("/api/v1/edit-plans/" + plan + "/render");
    }
}
