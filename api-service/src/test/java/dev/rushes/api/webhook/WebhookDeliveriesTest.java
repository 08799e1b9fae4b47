package dev.rushes.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WebhookDeliveriesTest.ToThisMachine.class)
@QuarkusTestResource(StandInsResource.class)
class WebhookDeliveriesTest {
    /** Lets webhooks lead to this machine, and tries again soon. */
    public static final class ToThisMachine implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "rushes.webhook.allow-http", "true",
                    "rushes.webhook.allow-private-addresses", "true",
                    "rushes.webhook.deliver-every", "0.2S",
                    "rushes.webhook.timeout", "2S",
                    "rushes.webhook.first-pause", "0.1S");
        }
    }

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void whatHappensToAPlanAndItsJobIsTold() {
        Studio.Take take = Studio.take();
        register(take.show(), receiver.url());
        UUID plan = take.submitted();
        soon().until(() -> receiver.calls().size() == 1);
        Studio.post("/edit-plans/" + plan + "/approve").then().statusCode(200);
        soon().until(() -> receiver.calls().size() == 2);
        UUID job = Studio.id(Studio.post("/edit-plans/" + plan + "/render"));
        complete(job);
        soon().until(() -> receiver.calls().size() == 3);
        take.rejected();
        soon().until(() -> receiver.calls().size() == 5);
        assertThat(receiver.calls().stream().map(Receiver.Call::event).toList())
                .contains("plan.submitted", "plan.approved", "job.completed", "plan.rejected");

        JsonPath told = JsonPath.from(receiver.calls().get(2).body());
        assertThat(told.getString("event")).isEqualTo("job.completed");
        assertThat(told.getString("id")).isEqualTo(receiver.calls().get(2).delivery());
        assertThat(told.getString("showId")).isEqualTo(take.show().toString());
        assertThat(told.getString("episodeId")).isEqualTo(take.episode().toString());
        assertThat(told.getString("job.id")).isEqualTo(job.toString());
        assertThat(told.getString("job.editPlanId")).isEqualTo(plan.toString());
        assertThat(told.getString("job.outputKey")).isEqualTo("v.mp4");
        assertThat(told.getString("job.completedAt")).matches("\\d{4}-.*T.*\\d{6}Z");
        JsonPath rejected = JsonPath.from(call("plan.rejected").body());
        assertThat(rejected.getString("plan.feedbackType")).isEqualTo("pacing_too_slow");
    }

    /** As a receiver would check it that has nothing but openssl. */
    @Test
    void theSignatureIsWhatOpensslSaysItIs() throws IOException, InterruptedException {
        Studio.Take take = Studio.take();
        String secret = register(take.show(), receiver.url()).path("secret");
        take.submitted();
        soon().until(() -> receiver.calls().size() == 1);
        Receiver.Call call = receiver.calls().getFirst();
        String[] parts = call.signature().split("[=,]", -1);
        assertThat(List.of(parts[0], parts[2])).containsExactly("t", "v1");
        assertThat(Instant.ofEpochSecond(Long.parseLong(parts[1])))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        Process openssl =
                new ProcessBuilder("openssl", "dgst", "-sha256", "-hmac", secret, "-r").start();
        try (var in = openssl.getOutputStream()) {
            in.write((parts[1] + "." + call.body()).getBytes(StandardCharsets.UTF_8));
        }
        String digest = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(openssl.waitFor()).isEqualTo(0);
        assertThat(digest).startsWith(parts[3] + " ");
        assertThat(parts[3]).hasSize(64);
    }

    @Test
    void aReceiverThatFailsIsTriedAgainUnderTheSameIdUntilItTakesIt() {
        Studio.Take take = Studio.take();
        UUID webhook = Studio.id(register(take.show(), receiver.url()));
        receiver.fail(3, 500);
        take.submitted();
        soon().until(() -> receiver.calls().size() == 4);
        assertThat(receiver.calls().stream().map(Receiver.Call::delivery).distinct()).hasSize(1);
        assertThat(receiver.calls().stream().map(Receiver.Call::body).distinct()).hasSize(1);
        assertThat(receiver.calls().stream().map(Receiver.Call::attempt))
                .containsExactly("1", "2", "3", "4");
        soon().until(() -> status(webhook).equals("delivered"));
        Studio.get("/webhooks/" + webhook + "/deliveries")
                .then()
                .statusCode(200)
                .body("items.event", contains("plan.submitted"))
                .body("items[0].id", equalTo(receiver.calls().getFirst().delivery()))
                .body("items[0].attempts", equalTo(4))
                .body("items[0].lastStatusCode", equalTo(204))
                .body("items[0].lastError", nullValue())
                .body("items[0].nextAttemptAt", nullValue())
                .body("next", nullValue());
    }

    @Test
    void aRedirectIsNotFollowed() {
        Studio.Take take = Studio.take();
        UUID webhook = Studio.id(register(take.show(), receiver.url()));
        receiver.fail(1000, 302);
        take.submitted();
        soon().until(() -> receiver.calls().size() >= 2);
        assertThat(receiver.calls().stream().map(Receiver.Call::attempt).toList())
                .startsWith("1", "2");
        assertThat(error(webhook)).isEqualTo("answered 302, which is not 2xx");
    }

    @Test
    void afterADayItIsGivenUpWithItsReason() {
        Studio.Take take = Studio.take();
        UUID webhook = Studio.id(register(take.show(), receiver.url()));
        receiver.fail(1000, 503);
        take.submitted();
        soon().until(() -> !receiver.calls().isEmpty());
        assertThat(status(webhook)).isEqualTo("pending");
        Rows.change(
                "UPDATE webhook_deliveries SET created_at = created_at - interval '24 hours' WHERE webhook_id = ?",
                webhook);
        soon().until(() -> status(webhook).equals("given_up"));
        assertThat(error(webhook)).isEqualTo("answered 503, which is not 2xx");
        Studio.get("/webhooks/" + webhook + "/deliveries")
                .then()
                .body("items[0].lastStatusCode", equalTo(503))
                .body("items[0].nextAttemptAt", nullValue());
    }

    @Test
    void pausesDoubleUpToAQuarterOfAnHour() {
        Studio.Take take = Studio.take();
        UUID webhook = Studio.id(register(take.show(), receiver.url()));
        receiver.fail(1000, 500);
        take.submitted();
        soon().until(() -> !receiver.calls().isEmpty());
        Rows.change(
                "UPDATE webhook_deliveries SET attempts = 40, next_attempt_at = now() WHERE webhook_id = ?",
                webhook);
        soon().until(() -> receiver.calls().getLast().attempt().equals("41"));
        soon().until(() ->
                Rows.value(
                                "SELECT round(extract(epoch FROM next_attempt_at - last_attempt_at) / 60)"
                                        + " FROM webhook_deliveries WHERE webhook_id = ?",
                                webhook)
                        .equals("15"));
    }

    @Test
    void aReceiverThatDoesNotAnswerHoldsUpNobodyElse() {
        Studio.Take take = Studio.take();
        try (Receiver dead = new Receiver()) {
            dead.dawdle(10_000);
            UUID stuck = Studio.id(register(take.show(), dead.url()));
            register(take.show(), receiver.url());
            for (int i = 0; i < 3; i++) {
                take.submitted();
            }
            soon().until(() -> receiver.calls().size() == 3);
            soon().until(() -> "did not answer within 2 s".equals(error(stuck)));
        }
    }

    @Test
    void aWebhookGetsOneEventAtATime() {
        Studio.Take take = Studio.take();
        register(take.show(), receiver.url());
        receiver.dawdle(100);
        for (int i = 0; i < 6; i++) {
            take.submitted();
        }
        soon().until(() -> receiver.calls().size() == 6);
        assertThat(receiver.mostAtOnce()).isEqualTo(1);
        assertThat(receiver.calls().stream().map(Receiver.Call::delivery).distinct()).hasSize(6);
    }

    @Test
    void whatDiedOnTheWayIsSentAgainUnderTheSameId() {
        Studio.Take take = Studio.take();
        UUID webhook = Studio.id(register(take.show(), receiver.url()));
        // As an instance leaves it that was killed after it took the delivery.
        Rows.change(
                "UPDATE webhooks SET busy_until = now() + interval '2 seconds' WHERE id = ?",
                webhook);
        take.submitted();
        Rows.change(
                "UPDATE webhook_deliveries SET attempts = 1, last_attempt_at = now() WHERE webhook_id = ?",
                webhook);
        String id = Rows.value("SELECT id FROM webhook_deliveries WHERE webhook_id = ?", webhook);
        soon().until(() -> receiver.calls().size() == 1);
        assertThat(receiver.calls().getFirst().delivery()).isEqualTo(id);
        assertThat(receiver.calls().getFirst().attempt()).isEqualTo("2");
    }

    @Test
    void whatIsRolledBackIsNotTold() throws Exception {
        Studio.Take take = Studio.take();
        UUID webhook = Studio.id(register(take.show(), receiver.url()));
        UUID job = take.job();
        try (var connection = Rows.connection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate(
                    "UPDATE video_processing_jobs SET status = 'failed', completed_at = now() WHERE id = '"
                            + job
                            + "'");
            connection.rollback();
        }
        assertThat(
                        Rows.value(
                                "SELECT count(*) FROM webhook_deliveries WHERE webhook_id = ? AND event = 'job.failed'",
                                webhook))
                .isEqualTo("0");
    }

    @Test
    void onlyWhatWasAskedForIsTold() {
        Studio.Take take = Studio.take();
        Studio.post(
                        "/shows/" + take.show() + "/webhooks",
                        "{\"url\": \"%s\", \"events\": [\"job.cancelled\"]}"
                                .formatted(receiver.url()))
                .then()
                .statusCode(201)
                .body("events", contains("job.cancelled"));
        UUID job = take.job();
        Studio.post("/jobs/" + job + "/cancel").then().statusCode(202);
        soon().until(() -> receiver.calls().size() == 1);
        assertThat(receiver.calls().getFirst().event()).isEqualTo("job.cancelled");
    }

    private Receiver.Call call(String event) {
        return receiver.calls().stream()
                .filter(call -> call.event().equals(event))
                .findFirst()
                .orElseThrow();
    }

    private static Response register(UUID show, String url) {
        Response answer =
                Studio.post("/shows/" + show + "/webhooks", "{\"url\": \"%s\"}".formatted(url));
        answer.then().statusCode(201);
        return answer;
    }

    private static String status(UUID webhook) {
        return Rows.value("SELECT status FROM webhook_deliveries WHERE webhook_id = ?", webhook);
    }

    private static String error(UUID webhook) {
        return Rows.value(
                "SELECT last_error FROM webhook_deliveries WHERE webhook_id = ? ORDER BY last_error NULLS LAST",
                webhook);
    }

    private static void complete(UUID job) {
        Rows.change(
                "UPDATE video_processing_jobs SET status = 'completed', progress_percentage = 100,"
                        + " output_s3_key = 'v.mp4', started_at = now(), completed_at = now() WHERE id = ?",
                job);
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(20));
    }
}
