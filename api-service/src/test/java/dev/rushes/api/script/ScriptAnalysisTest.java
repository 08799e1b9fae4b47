package dev.rushes.api.script;

import static dev.rushes.api.script.TestScripts.enabled;
import static dev.rushes.api.script.TestScripts.ended;
import static dev.rushes.api.script.TestScripts.episode;
import static dev.rushes.api.script.TestScripts.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.common.problem.ProblemException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Scenes that are found in a script. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class ScriptAnalysisTest {
    @Inject AnalyseScript.Texts texts;
    @Inject ScriptScenes scenes;

    @Test
    void analysisMustBeEnabled() {
        long script = script(episode(), "x");
        String path = "/scripts/" + script + "/analyze";
        Studio.post(path, "{\"targetDurationSeconds\": 60, \"pacing\": \"fast\"}")
                .then()
                .statusCode(409)
                .body("type", endsWith(":analysis-not-enabled"));
        Studio.json()
                .body("{\"enabled\": true}")
                .put("/api/v1/scripts/" + script + "/ai-analysis")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("aiAnalysisEnabled", equalTo(true))
                .body("textVersion", equalTo(1));
        Studio.post(path, "{\"targetDurationSeconds\": 0, \"pacing\": \"hasty\"}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/pacing", "/targetDurationSeconds"));
        Studio.json()
                .header("If-Match", "\"1\"")
                .body("{\"enabled\": false}")
                .put("/api/v1/scripts/" + script + "/ai-analysis")
                .then()
                .statusCode(412);
        Studio.json()
                .body("{}")
                .put("/api/v1/scripts/" + script + "/ai-analysis")
                .then()
                .statusCode(422);
        Studio.post("/scripts/999999999/analyze", "{}").then().statusCode(404);
    }

    @Test
    void anAnalysisFindsScenesByItselfAndTellsWhenItWasDone() {
        long script =
                enabled(
                        script(
                                episode(),
                                "INTRO\\nLook!\\n\\nPart 1: Bread\\nIt is old.\\n\\nOUTRO\\nBye."));
        Response started =
                Studio.post(
                        "/scripts/" + script + "/analyze",
                        "{\"targetDurationSeconds\": 60, \"pacing\": \"slow\"}");
        started.then().statusCode(202);
        Response task = ended(started);
        task.then()
                .body("status", equalTo("completed"))
                .body("kind", equalTo("script-analysis"))
                .body("resultUrl", endsWith("/api/v1/scripts/" + script + "/metadata"));
        Response metadata = Studio.get("/scripts/" + script + "/metadata");
        metadata.then()
                .body("items.sceneId", contains("INTRO", "MAIN-1", "OUTRO"))
                .body("items.sceneType", contains("intro", "main", "outro"))
                .body("items.energyLevel", contains("medium", "medium", "medium"))
                .body("items[1].visualRequirements.heading", equalTo("Part 1: Bread"))
                .body("items[1].visualRequirements.analysedBy", equalTo("rules"))
                .body("items[1].visualRequirements.textVersion", equalTo(1))
                .body("items[1].visualRequirements.lines.from", equalTo(4))
                .body("items[1].visualRequirements.elements[0].text", equalTo("It is old."));
        assertThat(
                        metadata.<List<Number>>path("items.durationTargetSeconds").stream()
                                .mapToDouble(Number::doubleValue)
                                .sum())
                .isCloseTo(60, within(0.001));
        Instant at = Instant.parse(Studio.get("/scripts/" + script).path("lastAnalyzedAt"));
        assertThat(at).isBetween(Instant.now().minusSeconds(60), Instant.now());
        Studio.get("/scripts/" + script).then().header("ETag", "\"3\"");
    }

    @Test
    void whatAPersonWritesWhileAnAnalysisRunsStays() {
        long script = enabled(script(episode(), "INTRO\\nLook!"));
        AnalyseScript.Texts.Newest read = texts.newest(script);
        String path = "/api/v1/scripts/" + script + "/metadata";
        Studio.json()
                .header("If-Match", Studio.get("/scripts/" + script).header("ETag"))
                .body("{\"items\": [{\"sceneId\": \"MINE\", \"sceneType\": \"main\"}]}")
                .put(path)
                .then()
                .statusCode(200);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> scenes.found(script, read, List.of(), Instant.now()))
                .withMessageContaining("edited while it was analysed");
        Studio.get("/scripts/" + script + "/metadata")
                .then()
                .body("items.sceneId", contains("MINE"));
        // Asked again, it replaces them.
        ended(Studio.post("/scripts/" + script + "/analyze", "{}"));
        Studio.get("/scripts/" + script + "/metadata")
                .then()
                .body("items.sceneId", contains("INTRO"));
    }

    /** Only a person's writing is in the way of an analysis: its own settings and another analysis are not. */
    @Test
    void whatIsNoWritingOfScenesDoesNotEndAnAnalysis() {
        long script = enabled(script(episode(), "INTRO\\nLook!"));
        AnalyseScript.Texts.Newest read = texts.newest(script);
        for (boolean enabled : new boolean[] {false, true}) {
            Studio.json()
                    .body("{\"enabled\": " + enabled + "}")
                    .put("/api/v1/scripts/" + script + "/ai-analysis")
                    .then()
                    .statusCode(200);
        }
        ended(Studio.post("/scripts/" + script + "/analyze", "{}"))
                .then()
                .body("status", equalTo("completed"));
        assertThat(scenes.found(script, read, List.of(), Instant.now())).isTrue();
        Studio.get("/scripts/" + script + "/metadata").then().body("items", empty());
        // A person who writes after the other analysis still wins.
        AnalyseScript.Texts.Newest again = texts.newest(script);
        ended(Studio.post("/scripts/" + script + "/analyze", "{}"));
        Studio.json()
                .header("If-Match", Studio.get("/scripts/" + script).header("ETag"))
                .body("{\"items\": [{\"sceneId\": \"MINE\", \"sceneType\": \"main\"}]}")
                .put("/api/v1/scripts/" + script + "/metadata")
                .then()
                .statusCode(200);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> scenes.found(script, again, List.of(), Instant.now()))
                .withMessageContaining("edited while it was analysed");
    }

    @Test
    void anAnalysisThatAnotherProcessLeftIsTakenUp() {
        long script = enabled(script(episode(), "Hello there."));
        UUID task = UUID.randomUUID();
        Rows.change(
                "INSERT INTO background_tasks (id, kind, input, status, attempt, locked_until, created_by)"
                        + " VALUES (?, 'script-analysis', CAST(? AS jsonb), 'running', 1, now() - interval '1 s', 'x')",
                task,
                "{\"script\": " + script + ", \"totalSeconds\": 12.5, \"pacing\": \"FAST\"}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        Studio.get("/scripts/" + script + "/metadata")
                                .then()
                                .body("items.durationTargetSeconds", contains(12.5f)));
    }

    @Test
    void aRepeatedKeyStartsOneAnalysis() {
        long script = enabled(script(episode(), "Hello."));
        String key = UUID.randomUUID().toString();
        String[] tasks = new String[2];
        for (int i = 0; i < 2; i++) {
            tasks[i] =
                    Studio.json()
                            .header("Idempotency-Key", key)
                            .body("{}")
                            .post("/api/v1/scripts/" + script + "/analyze")
                            .header("Location");
        }
        assertThat(tasks[1]).isEqualTo(tasks[0]);
    }
}
