package dev.rushes.api.script;

import static dev.rushes.api.script.TestScripts.asItStands;
import static dev.rushes.api.script.TestScripts.episode;
import static dev.rushes.api.script.TestScripts.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a script was, and what people write of its scenes. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class ScriptVersionsTest {
    @Test
    void everyTextIsKept() {
        UUID episode = episode();
        long script = script(episode, "one");
        String path = "/api/v1/scripts/" + script;
        Studio.json().body("{\"scriptText\": \"two\"}").put(path).then().statusCode(428);
        Studio.json()
                .header("If-Match", "\"7\"")
                .body("{\"scriptText\": \"two\"}")
                .put(path)
                .then()
                .statusCode(412);
        Studio.json()
                .header("If-Match", "\"1\"")
                .body("{\"scriptText\": \"two\", \"format\": \"md\"}")
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("scriptText", equalTo("two"))
                .body("textVersion", equalTo(2));
        asItStands()
                .contentType("text/x-fountain")
                .header("If-Match", "\"2\"")
                .body("three".getBytes(StandardCharsets.UTF_8))
                .put(path)
                .then()
                .statusCode(200)
                .body("format", equalTo("fountain"));
        Studio.get("/scripts/" + script + "/versions")
                .then()
                .body("items.textVersion", contains(3, 2, 1))
                .body("items.format", contains("fountain", "md", "txt"))
                .body("items[0].createdBy", equalTo(Tokens.SUBJECT))
                .body("items.scriptText.findAll { it != null }", empty());
        for (int i = 0; i < 3; i++) {
            Studio.get("/scripts/" + script + "/versions/" + (i + 1))
                    .then()
                    .body("scriptText", equalTo(new String[] {"one", "two", "three"}[i]));
        }
        Studio.get("/scripts/" + script + "/versions/4").then().statusCode(404);
        Studio.get("/scripts/" + script + "/versions?limit=1")
                .then()
                .body("items.textVersion", contains(3));
    }

    @Test
    void aStudiosOwnTextBecomesAVersionWhenItIsReplaced() {
        UUID episode = episode();
        Rows.change(
                "INSERT INTO episode_scripts (episode_id, version, script_text) VALUES (?, 1, 'old'),"
                        + " (?, 2, 'other')",
                episode,
                episode);
        // Such a studio counts an episode's scripts with that column.
        Rows.change("CREATE UNIQUE INDEX a_studios_own ON episode_scripts (episode_id, version)");
        try {
            long script =
                    Long.parseLong(
                            Rows.value(
                                    "SELECT id FROM episode_scripts WHERE episode_id = ? AND version = 1",
                                    episode));
            Studio.get("/scripts/" + script)
                    .then()
                    .header("ETag", "\"1\"")
                    .body("textVersion", equalTo(1))
                    .body("format", equalTo("txt"));
            Studio.json()
                    .header("If-Match", "\"1\"")
                    .body("{\"scriptText\": \"new\"}")
                    .put("/api/v1/scripts/" + script)
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"3\"")
                    .body("textVersion", equalTo(2));
            Studio.get("/scripts/" + script + "/versions/1")
                    .then()
                    .body("scriptText", equalTo("old"))
                    .body("createdBy", nullValue());
            assertThat(script(episode, "third")).isPositive();
            Studio.get("/episodes/" + episode + "/scripts")
                    .then()
                    .body("items.textVersion", contains(2, 1, 1))
                    .body("items.scriptText.findAll { it != null }", empty());
        } finally {
            Rows.change("DROP INDEX a_studios_own");
        }
    }

    @Test
    void scenesAreReadInTheOrderInWhichTheyWereWritten() {
        long script = script(episode(), "x");
        String path = "/api/v1/scripts/" + script + "/metadata";
        String body =
                """
                {"items": [
                  {"sceneId": "INTRO", "sceneType": "intro", "durationTargetSeconds": 12.5, "energyLevel": "high",
                   "estimatedClipsNeeded": 3, "visualRequirements": {"shots": ["wide"]}},
                  {"sceneId": "MAIN-1", "sceneType": "main"}, {"sceneId": "OUTRO", "sceneType": "outro"}]}
                """;
        Studio.json().body(body).put(path).then().statusCode(428);
        Studio.json()
                .header("If-Match", "\"1\"")
                .body(body)
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("items.sceneId", contains("INTRO", "MAIN-1", "OUTRO"));
        Response first = RestAssured.get(path + "?limit=2");
        first.then()
                .header("ETag", "\"2\"")
                .body("items.sceneId", contains("INTRO", "MAIN-1"))
                .body("items[0].sceneType", equalTo("intro"))
                .body("items[0].durationTargetSeconds", equalTo(12.5f))
                .body("items[0].energyLevel", equalTo("high"))
                .body("items[0].estimatedClipsNeeded", equalTo(3))
                .body("items[0].visualRequirements.shots", contains("wide"))
                .body("items[1].energyLevel", nullValue());
        RestAssured.get(path + "?after=" + first.path("next"))
                .then()
                .body("items.sceneId", contains("OUTRO"));
        Studio.json()
                .header("If-Match", "\"2\"")
                .body("{\"items\": []}")
                .put(path)
                .then()
                .statusCode(200)
                .body("items", empty());
        Studio.json()
                .header("If-Match", "\"3\"")
                .body(
                        "{\"items\": [{\"sceneId\": \"A\", \"sceneType\": \"prologue\", \"estimatedClipsNeeded\": -1}, {\"sceneType\": \"main\"}]}")
                .put(path)
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        contains(
                                "/items/0/estimatedClipsNeeded",
                                "/items/0/sceneType",
                                "/items/1/sceneId"));
        Studio.json()
                .header("If-Match", "\"3\"")
                .body(
                        "{\"items\": [{\"sceneId\": \"A\", \"sceneType\": \"main\"}, {\"sceneId\": \"A\", \"sceneType\": \"main\"}]}")
                .put(path)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/items/1/sceneId"));
    }
}
