package dev.rushes.api.script;

import static dev.rushes.api.script.TestScripts.asItStands;
import static dev.rushes.api.script.TestScripts.enabled;
import static dev.rushes.api.script.TestScripts.ended;
import static dev.rushes.api.script.TestScripts.episode;
import static dev.rushes.api.script.TestScripts.id;
import static dev.rushes.api.script.TestScripts.script;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class ScriptsTest {
    private static final String SCENE = "INT. KITCHEN - DAY\n\nA cup falls. Ça suffit!\n";

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
}
