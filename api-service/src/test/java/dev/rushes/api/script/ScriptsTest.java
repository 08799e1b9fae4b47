package dev.rushes.api.script;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import dev.rushes.common.problem.ProblemException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class ScriptsTest {
    private static final String SCENE = "INT. KITCHEN - DAY\n\nA cup falls. Ça suffit!\n";

    @Inject AnalyseScript.Texts texts;
    @Inject ScriptScenes scenes;

    @Test
    void aScriptIsCreatedFromJson() {
        UUID episode = episode();
        Response created =
                Studio.post(
                        "/episodes/" + episode + "/scripts",
                        "{\"scriptText\": \"INT. DAY\", \"filename\": \"C:\\\\drafts\\\\pilot.FOUNTAIN\"}");
        created.then()
                .statusCode(201)
                .header("Location", matchesPattern("http://.*/api/v1/scripts/\\d+"))
                .header("ETag", "\"1\"")
                .body("episodeId", equalTo(episode.toString()))
                .body("scriptText", equalTo("INT. DAY"))
                .body("format", equalTo("fountain"))
                .body("filename", equalTo("pilot.FOUNTAIN"))
                .body("textVersion", equalTo(1))
                .body("aiAnalysisEnabled", equalTo(false))
                .body("lastAnalyzedAt", nullValue());
        RestAssured.get(created.header("Location"))
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("scriptText", equalTo("INT. DAY"));
    }

    /** Otherwise REST-assured adds a charset to a type that has none. */
    private static RequestSpecification asItStands() {
        return given().config(
                        RestAssuredConfig.config()
                                .encoderConfig(
                                        EncoderConfig.encoderConfig()
                                                .appendDefaultContentCharsetToContentTypeIfUndefined(
                                                        false)));
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain,                       ,            txt",
        "text/plain;charset=ISO-8859-1,    ,            txt",
        "text/markdown,                    ,            md",
        "text/x-fountain,                  ,            fountain",
        "text/plain,                       a.md,        md",
        "application/octet-stream,         b.fountain,  fountain",
    })
    void aScriptIsCreatedFromItsText(String type, String filename, String format) {
        boolean latin = type.endsWith("1");
        asItStands()
                .contentType(type)
                .queryParam("filename", filename == null ? "" : filename)
                .body(SCENE.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8))
                .post("/api/v1/episodes/" + episode() + "/scripts")
                .then()
                .statusCode(201)
                .body("scriptText", equalTo(SCENE))
                .body("format", equalTo(format))
                .body("filename", equalTo(filename));
    }

    @Test
    void aScriptIsCreatedFromAFile() {
        given().multiPart(
                        "file",
                        "pilot.fountain",
                        ("\uFEFF" + SCENE).getBytes(StandardCharsets.UTF_8),
                        "application/octet-stream")
                .post("/api/v1/episodes/" + episode() + "/scripts")
                .then()
                .statusCode(201)
                .body("scriptText", equalTo(SCENE))
                .body("format", equalTo("fountain"))
                .body("filename", equalTo("pilot.fountain"));
        given().multiPart(
                        "other", "pilot.txt", SCENE.getBytes(StandardCharsets.UTF_8), "text/plain")
                .post("/api/v1/episodes/" + episode() + "/scripts")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/file"));
        given().multiPart(
                        "file",
                        "pilot.pdf",
                        SCENE.getBytes(StandardCharsets.UTF_8),
                        "application/pdf")
                .post("/api/v1/episodes/" + episode() + "/scripts")
                .then()
                .statusCode(415)
                .body("type", endsWith(":unsupported-media-type"));
    }

    @Test
    void aMegabyteIsTakenAndNoByteMore() {
        UUID episode = episode();
        byte[] largest = "ä".repeat(524_288).getBytes(StandardCharsets.UTF_8);
        long script =
                id(
                        asItStands()
                                .contentType("text/plain")
                                .body(largest)
                                .post("/api/v1/episodes/" + episode + "/scripts"));
        assertThat(Studio.get("/scripts/" + script).<String>path("scriptText")).hasSize(524_288);
        String more = "ä".repeat(524_288) + "x";
        asItStands()
                .contentType("text/plain")
                .body(more.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/episodes/" + episode + "/scripts")
                .then()
                .statusCode(413)
                .body("type", endsWith(":too-large"));
        Studio.post("/episodes/" + episode + "/scripts", "{\"scriptText\": \"" + more + "\"}")
                .then()
                .statusCode(413);
        given().multiPart("file", "a.txt", more.getBytes(StandardCharsets.UTF_8), "text/plain")
                .post("/api/v1/episodes/" + episode + "/scripts")
                .then()
                .statusCode(413);
        Studio.get("/episodes/" + episode + "/scripts").then().body("items", hasSize(1));
    }

    @Test
    void whatIsNoTextIsRefused() {
        String path = "/api/v1/episodes/" + episode() + "/scripts";
        byte[][] bodies = {{(byte) 0xC3, 0x28}, {'a', 0, 'b'}, {' ', '\n'}, {}};
        for (byte[] body : bodies) {
            asItStands().contentType("text/plain").body(body).post(path).then().statusCode(422);
        }
        asItStands()
                .contentType("application/pdf")
                .body(new byte[] {'x'})
                .post(path)
                .then()
                .statusCode(415);
        asItStands()
                .contentType("application/octet-stream")
                .body(new byte[] {'x'})
                .post(path)
                .then()
                .statusCode(415);
        asItStands()
                .contentType("text/plain")
                .queryParam("filename", "a.pdf")
                .body(new byte[] {'x'})
                .post(path)
                .then()
                .statusCode(415);
        asItStands()
                .contentType("text/plain;charset=klingon")
                .body("x".getBytes(StandardCharsets.UTF_8))
                .post(path)
                .then()
                .statusCode(415);
        Studio.json()
                .body("{\"scriptText\": \" \", \"format\": \"pdf\", \"author\": 1}")
                .post(path)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/author", "/format", "/scriptText"));
        Studio.json()
                .body("{\"scriptText\": \"x\", \"filename\": \"a.pdf\"}")
                .post(path)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/filename"));
        Studio.post("/episodes/" + UUID.randomUUID() + "/scripts", "{\"scriptText\": \"x\"}")
                .then()
                .statusCode(404);
    }

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
    void listsPageByWholeNumbers() {
        UUID episode = episode();
        long[] scripts = {script(episode, "a"), script(episode, "b"), script(episode, "c")};
        Response first = Studio.get("/episodes/" + episode + "/scripts?limit=2");
        first.then().body("items.id", contains((int) scripts[0], (int) scripts[1]));
        Studio.get("/episodes/" + episode + "/scripts?limit=2&after=" + first.path("next"))
                .then()
                .body("items.id", contains((int) scripts[2]))
                .body("next", nullValue());
        // A cursor of another list is none of this.
        Studio.get("/shows?after=" + first.path("next")).then().statusCode(400);
        Studio.get("/scripts/x").then().statusCode(404);
        Studio.get("/scripts/999999999").then().statusCode(404);
        Studio.get("/scripts/99999999999999").then().statusCode(404);
    }

    @Test
    void aRepeatedKeyCreatesOneScriptHoweverItIsSent() {
        UUID episode = episode();
        String key = UUID.randomUUID().toString();
        Response first =
                Studio.json()
                        .header("Idempotency-Key", key)
                        .body("{\"scriptText\": \"once\"}")
                        .post("/api/v1/episodes/" + episode + "/scripts");
        Response again =
                asItStands()
                        .contentType("text/plain")
                        .header("Idempotency-Key", key)
                        .body("once".getBytes(StandardCharsets.UTF_8))
                        .post("/api/v1/episodes/" + episode + "/scripts");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.asString()).isEqualTo(first.asString());
        Studio.get("/episodes/" + episode + "/scripts").then().body("items", hasSize(1));
        Studio.json()
                .header("Idempotency-Key", key)
                .body("{\"scriptText\": \"twice\"}")
                .post("/api/v1/episodes/" + episode + "/scripts")
                .then()
                .statusCode(422);
    }

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

    @Test
    void aScriptOfFinalDraftIsKeptAndBrokenXmlIsNamed() {
        UUID episode = episode();
        String xml =
                "<?xml version=\"1.0\"?>\n<FinalDraft><Content><Paragraph Type=\"Scene Heading\">"
                        + "<Text>INT. MILL</Text></Paragraph></Content></FinalDraft>";
        long script =
                id(
                        asItStands()
                                .contentType("text/xml")
                                .body(xml.getBytes(StandardCharsets.UTF_8))
                                .post("/api/v1/episodes/" + episode + "/scripts"));
        Studio.get("/scripts/" + script)
                .then()
                .body("format", equalTo("fdx"))
                .body("scriptText", equalTo(xml));
        ended(Studio.post("/scripts/" + enabled(script) + "/analyze", "{}"));
        Studio.get("/scripts/" + script + "/metadata")
                .then()
                .body("items.visualRequirements.place", contains("MILL"));
        given().multiPart(
                        "file",
                        "pilot.fdx",
                        "<FinalDraft>\n<Content>".getBytes(StandardCharsets.UTF_8),
                        "application/octet-stream")
                .post("/api/v1/episodes/" + episode + "/scripts")
                .then()
                .statusCode(422)
                .body("errors.detail", contains("line 2: the XML of Final Draft is broken"));
        Studio.post(
                        "/episodes/" + episode + "/scripts",
                        "{\"format\": \"fdx\", \"scriptText\": \"<!DOCTYPE x><FinalDraft/>\"}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/scriptText"))
                .body(
                        "errors.detail",
                        contains("line 1: a document type or an entity is not allowed"));
    }

    private static long enabled(long script) {
        Studio.json()
                .body("{\"enabled\": true}")
                .put("/api/v1/scripts/" + script + "/ai-analysis")
                .then()
                .statusCode(200);
        return script;
    }

    private static Response ended(Response started) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> RestAssured.get(started.header("Location")),
                        task ->
                                !List.of("queued", "running")
                                        .contains(task.<String>path("status")));
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

    @Test
    void scriptsGoWithTheirEpisode() {
        UUID episode = episode();
        long script = script(episode, "x");
        RestAssured.delete("/api/v1/episodes/" + episode).then().statusCode(204);
        Studio.get("/scripts/" + script).then().statusCode(404);
        assertThat(
                        Rows.value(
                                "SELECT count(*) FROM episode_script_versions WHERE script_id = ?",
                                (int) script))
                .isEqualTo("0");
    }

    private static UUID episode() {
        return Studio.episode(Studio.show());
    }

    private static long script(UUID episode, String text) {
        return id(
                Studio.post(
                        "/episodes/" + episode + "/scripts", "{\"scriptText\": \"" + text + "\"}"));
    }

    private static long id(Response response) {
        return response.then().statusCode(201).extract().<Integer>path("id");
    }
}
