package dev.rushes.api.script;

import static io.restassured.RestAssured.given;

import dev.rushes.api.Studio;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Scripts of new episodes, and what is done with them. */
final class TestScripts {
    private TestScripts() {}

    /** Otherwise REST-assured adds a charset to a type that has none. */
    static RequestSpecification asItStands() {
        return given().config(
                        RestAssuredConfig.config()
                                .encoderConfig(
                                        EncoderConfig.encoderConfig()
                                                .appendDefaultContentCharsetToContentTypeIfUndefined(
                                                        false)));
    }

    static long enabled(long script) {
        Studio.json()
                .body("{\"enabled\": true}")
                .put("/api/v1/scripts/" + script + "/ai-analysis")
                .then()
                .statusCode(200);
        return script;
    }

    static Response ended(Response started) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> RestAssured.get(started.header("Location")),
                        task ->
                                !List.of("queued", "running")
                                        .contains(task.<String>path("status")));
    }

    static UUID episode() {
        return Studio.episode(Studio.show());
    }

    static long script(UUID episode, String text) {
        return id(
                Studio.post(
                        "/episodes/" + episode + "/scripts", "{\"scriptText\": \"" + text + "\"}"));
    }

    static long id(Response response) {
        return response.then().statusCode(201).extract().<Integer>path("id");
    }
}
