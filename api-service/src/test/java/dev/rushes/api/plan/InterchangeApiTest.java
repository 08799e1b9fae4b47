package dev.rushes.api.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class InterchangeApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aPlanThatIsExportedAsOtioAndImportedIsTheSameInANewDraft() throws Exception {
        Studio.Take take = Studio.take();
        UUID plan = take.draft();
        Response file = Studio.get("/edit-plans/" + plan + "/export?format=otio");
        file.then()
                .statusCode(200)
                .header("Content-Type", startsWith("application/json"))
                .header(
                        "Content-Disposition",
                        equalTo("attachment; filename=\"" + plan + ".otio\""))
                .body("OTIO_SCHEMA", equalTo("Timeline.1"));
        Response imported = take(take, "otio", file.asString());
        imported.then()
                .statusCode(201)
                .header("Location", endsWith("/api/v1/edit-plans/" + imported.path("id")))
                .body("status", equalTo("draft"))
                .body("generatedBy", equalTo("import of otio"));
        assertThat(structure(Studio.get("/edit-plans/" + imported.path("id"))))
                .isEqualTo(structure(Studio.get("/edit-plans/" + plan)));
    }

    @Test
    void aPlanThatIsExportedAsEdlAndImportedShowsTheSame() {
        Studio.Take take = Studio.take();
        UUID plan = take.draft();
        Response file = Studio.get("/edit-plans/" + plan + "/export?format=edl");
        file.then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/plain"))
                .body(containsString("001  BL       V     C"))
                .body(containsString("* SOURCE FILE: " + take.key()));
        Response imported = take(take, "edl", file.asString());
        imported.then()
                .statusCode(201)
                .body("editStructure.scenes[0].sceneId", equalTo(take.scene().toString()))
                .body("editStructure.scenes[0].transitions[0].type", equalTo("fade_in"))
                .body("editStructure.scenes[0].clips[0].s3Key", equalTo(take.key()))
                .body("editStructure.scenes[0].clips[0].trim.start", equalTo(1))
                .body("editStructure.scenes[0].clips[0].trim.end", equalTo(3));
    }

    @Test
    void aPlanIsExportedAsFcpxmlAndNothingElseIsKnown() {
        UUID plan = Studio.take().draft();
        Studio.get("/edit-plans/" + plan + "/export?format=fcpxml")
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("application/xml"))
                .body(containsString("<fcpxml version=\"1.10\">"));
        Studio.get("/edit-plans/" + plan + "/export?format=avi")
                .then()
                .statusCode(400)
                .body("type", endsWith(":malformed-request"));
        Studio.get("/edit-plans/" + UUID.randomUUID() + "/export").then().statusCode(404);
    }

    @Test
    void aTakeIsFoundByItsFileNameIfOnlyOneHasIt() {
        Studio.Take take = Studio.take();
        String edl =
                """
                TITLE: CUT
                001  TAKE V C 00:00:01:00 00:00:02:00 01:00:00:00 01:00:01:00
                * FROM CLIP NAME: take.mp4
                """;
        take(take, "edl", edl)
                .then()
                .statusCode(422)
                .body(
                        "errors.detail",
                        contains(
                                "line 1: does not say its frame rate, from 1 to 120; send frameRate"));
        Studio.json()
                .body(Map.of("format", "edl", "content", edl, "frameRate", "25"))
                .post("/api/v1/episodes/" + take.episode() + "/edit-plans/import")
                .then()
                .statusCode(201)
                .body("editStructure.scenes.clips.s3Key.flatten()", contains(take.key()));
        UUID other = Studio.scene(take.episode());
        Studio.analysed(other, "5");
        Studio.upload(take.episode(), other);
        Studio.json()
                .body(Map.of("format", "edl", "content", edl, "frameRate", "25"))
                .post("/api/v1/episodes/" + take.episode() + "/edit-plans/import")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/content"))
                .body(
                        "errors.detail",
                        contains("line 2: no single take of this episode is called take.mp4"));
    }

    @Test
    void whatCannotBeRenderedIsNamedByItsPlaceInTheFile() {
        Studio.Take take = Studio.take();
        String edl =
                """
                001  TAKE V C 00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00
                * FROM CLIP NAME: take.mp4
                002  TAKE V C 00:30:00:00 00:30:02:00 01:00:01:00 01:00:03:00
                * FROM CLIP NAME: take.mp4
                """;
        Studio.json()
                .body(Map.of("format", "edl", "content", edl, "frameRate", "25"))
                .post("/api/v1/episodes/" + take.episode() + "/edit-plans/import")
                .then()
                .statusCode(422)
                .body("errors.pointer", everyItem(equalTo("/content")))
                .body("errors.detail", everyItem(startsWith("line 3: ")));
    }

    @Test
    void timesOfATakeAreThoseOfItsCamera() {
        Studio.Take take = Studio.take();
        Rows.change(
                "UPDATE scenes SET raw_footage_metadata = raw_footage_metadata"
                        + " || '{\"video\": {\"frameRate\": \"25\"}, \"timecode\": \"10:00:00:00\"}'::jsonb WHERE id = ?",
                take.scene());
        UUID plan = take.draft();
        Response file = Studio.get("/edit-plans/" + plan + "/export?format=edl");
        file.then().body(containsString(" 10:00:01:00 10:00:03:00 01:00:00:00 "));
        take(take, "edl", file.asString())
                .then()
                .statusCode(201)
                .body("editStructure.scenes[0].clips[0].trim.start", equalTo(1))
                .body("editStructure.scenes[0].clips[0].trim.end", equalTo(3));
        Studio.get("/edit-plans/" + plan + "/export?format=otio")
                .then()
                .body(
                        "tracks.children[0].children[0].source_range.start_time.value",
                        equalTo(900_025f));
        take(take, "edl", file.asString().replace(" 10:00:0", " 09:00:0"))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/content"))
                .body(
                        "errors[0].detail",
                        endsWith("lies before its take, which begins at 10:00:00:00"));
        // It lasts ten seconds.
        take(take, "edl", file.asString().replace(" 10:00:0", " 10:01:0"))
                .then()
                .statusCode(422)
                .body("errors.pointer", everyItem(equalTo("/content")));
    }

    @Test
    void whatIsNoFileOfThatFormatIsNamed() {
        Studio.Take take = Studio.take();
        take(take, "otio", "{\n\"open\": ")
                .then()
                .statusCode(422)
                .body("errors.detail", hasItem(containsString("is no JSON")));
        take(take, "otio", "{\"OTIO_SCHEMA\": \"Clip.2\"}")
                .then()
                .statusCode(422)
                .body("errors.detail", contains("must be a Timeline, not Clip"));
        take(take, "fcpxml", "x")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/format"));
    }

    @Test
    void aPlanWhoseFootageIsGoneOrNotMeasuredIsNotExported() {
        Studio.Take take = Studio.take();
        UUID plan = take.draft();
        Rows.change("UPDATE scenes SET raw_footage_s3_key = NULL WHERE id = ?", take.scene());
        Studio.get("/edit-plans/" + plan + "/export")
                .then()
                .statusCode(409)
                .body("type", endsWith(":plan-stale"));
    }

    private static Response take(Studio.Take take, String format, String content) {
        return Studio.json()
                .body(Map.of("format", format, "content", content))
                .post("/api/v1/episodes/" + take.episode() + "/edit-plans/import");
    }

    private static JsonNode structure(Response plan) throws Exception {
        return JSON.readTree(plan.asString()).path("editStructure");
    }
}
