package dev.rushes.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class WebhooksTest {
    private static final String URL = "https://1.1.1.1/hook";

    @Test
    void theSecretIsShownOnceAndKeptSealed() {
        UUID show = Studio.show();
        Response made = register(show, URL);
        made.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("secret", matchesPattern("whsec_[A-Za-z0-9_-]{43}"))
                .body("showId", equalTo(show.toString()))
                .body(
                        "events",
                        contains(
                                "job.completed",
                                "job.failed",
                                "job.cancelled",
                                "plan.submitted",
                                "plan.approved",
                                "plan.rejected"));
        UUID webhook = Studio.id(made);
        Studio.get("/shows/" + show + "/webhooks")
                .then()
                .statusCode(200)
                .body("items.id", contains(webhook.toString()))
                .body("items[0]", not(hasKey("secret")));
        String secret = made.path("secret");
        assertThat(
                        Rows.value(
                                "SELECT position(?::bytea IN sealed_secret) FROM webhooks WHERE id = ?",
                                secret.getBytes(StandardCharsets.UTF_8),
                                webhook))
                .isEqualTo("0");
    }

    @Test
    void aRepeatedKeyMakesOneWebhookAndDoesNotShowTheSecretAgain() {
        UUID show = Studio.show();
        String key = UUID.randomUUID().toString();
        Response first = keyed(key, show);
        Response second = keyed(key, show);
        second.then().statusCode(201).body("$", not(hasKey("secret")));
        assertThat(Studio.id(second)).isEqualTo(Studio.id(first));
        assertThat(
                        Rows.value(
                                "SELECT response_body LIKE '%whsec%' FROM idempotency_keys WHERE key LIKE '%' || ?",
                                key))
                .isEqualTo("f");
    }

    @ParameterizedTest
    @CsvSource({
        "http://1.1.1.1/, must be https",
        "ftp://1.1.1.1/, must be https",
        "1.1.1.1, must be https",
        "https://u:p@1.1.1.1/, must have no user and no fragment",
        "https://1.1.1.1/#x, must have no user and no fragment",
        "'https:///x', 'must name a host, in ASCII'",
        "https://1.1.1.1:99999/, 'must name a host, in ASCII'",
        "https://localhost/, leads to an address that is not of the public internet",
        "https://127.0.0.1/, leads to an address that is not of the public internet",
        "https://127.1/, 'must name a host, in ASCII'",
        "https://2130706433/, leads to an address that is not of the public internet",
        "https://10.0.0.8:8443/, leads to an address that is not of the public internet",
        "https://169.254.169.254/latest, leads to an address that is not of the public internet",
        "https://100.64.1.1/, leads to an address that is not of the public internet",
        "https://[::1]/, leads to an address that is not of the public internet",
        "https://[::ffff:127.0.0.1]/, leads to an address that is not of the public internet",
        "https://[fe80::1]/, leads to an address that is not of the public internet",
        "https://[fd00:ec2::254]/, leads to an address that is not of the public internet",
    })
    void anAddressThatNothingIsSentToIsRefused(String url, String reason) {
        register(Studio.show(), url)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/url"))
                .body("errors.detail", contains(reason));
    }

    @Test
    void aNameThatComesToMeanAPrivateAddressIsRefusedWhenItIsUsed() {
        Studio.Take take = Studio.take();
        UUID webhook = Studio.id(register(take.show(), URL));
        Rows.change("UPDATE webhooks SET url = 'https://localhost/hook' WHERE id = ?", webhook);
        take.submitted();
        Awaitility.await()
                .until(() ->
                        Rows.value(
                                        "SELECT attempts || ' ' || last_error FROM webhook_deliveries WHERE webhook_id = ?",
                                        webhook)
                                .equals(
                                        "1 the address leads to an address that is not of the public internet"));
    }

    @Test
    void whatCannotBeAskedForIsRefusedByName() {
        Studio.post(
                        "/shows/" + Studio.show() + "/webhooks",
                        "{\"url\": \"\", \"events\": [\"job.started\"], \"secret\": \"mine\"}")
                .then()
                .statusCode(422)
                .body("errors.size()", equalTo(3));
    }

    @Test
    void aDeletedWebhookIsGoneWithItsLog() {
        Studio.Take take = Studio.take();
        UUID webhook = Studio.id(register(take.show(), URL));
        take.submitted();
        Studio.json().delete("/api/v1/webhooks/" + webhook).then().statusCode(204);
        Studio.get("/webhooks/" + webhook + "/deliveries").then().statusCode(404);
        Studio.json().delete("/api/v1/webhooks/" + webhook).then().statusCode(404);
        assertThat(
                        Rows.value(
                                "SELECT count(*) FROM webhook_deliveries WHERE webhook_id = ?",
                                webhook))
                .isEqualTo("0");
    }

    @Test
    void aShowHasAtMostTwentyWebhooks() {
        UUID show = Studio.show();
        for (int i = 0; i < 20; i++) {
            register(show, URL).then().statusCode(201);
        }
        register(show, URL).then().statusCode(409).body("type", endsWith(":wrong-state"));
        register(UUID.randomUUID(), URL).then().statusCode(404);
    }

    private static Response keyed(String key, UUID show) {
        return Studio.json()
                .header("Idempotency-Key", key)
                .body(Map.of("url", URL))
                .post("/api/v1/shows/" + show + "/webhooks");
    }

    private static Response register(UUID show, String url) {
        return Studio.json().body(Map.of("url", url)).post("/api/v1/shows/" + show + "/webhooks");
    }
}
