package dev.rushes.api.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class PlansTest {
    @Test
    void aValidDocumentBecomesADraft() {
        Studio.Take take = Studio.take();
        Studio.post(
                        "/episodes/" + take.episode() + "/edit-plans",
                        "{\"editStructure\": %s, \"overallConfidenceScore\": 0.9, \"generatedBy\": \"me\"}"
                                .formatted(take.structure("0", "10")))
                .then()
                .statusCode(201)
                .header("Location", matchesPattern("http://.*/api/v1/edit-plans/[0-9a-f-]{36}"))
                .header("ETag", "\"0\"")
                .body("status", equalTo("draft"))
                .body("episodeId", equalTo(take.episode().toString()))
                .body("overallConfidenceScore", equalTo(0.9f))
                .body("generatedBy", equalTo("me"))
                .body("contentHash", matchesPattern("[0-9a-f]{64}"))
                .body("approvedAt", nullValue())
                .body("warnings", empty())
                .body("editStructure.scenes[0].clips[0].s3Key", equalTo(take.key()));
    }

    @Test
    void everyErrorIsNamedAtOnceByItsPlaceInTheBody() {
        Studio.Take take = Studio.take();
        String body =
                """
                {"editStructure": {"scenes": [{"sceneId": "%s", "clips": [
                   {"s3Key": "elsewhere/x.mp4"},
                   {"s3Key": "%s", "trim": {"start": 3, "end": 2}},
                   {"s3Key": "%s", "trim": {"start": 0, "end": 10.5}}],
                 "transitions": ["unheard_of"]}]}, "overallConfidenceScore": 0.5}
                """
                        .formatted(UUID.randomUUID(), take.key(), take.key());
        Studio.post("/episodes/" + take.episode() + "/edit-plans", body)
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/editStructure/scenes/0/sceneId",
                                "/editStructure/scenes/0/clips/0/s3Key",
                                "/editStructure/scenes/0/clips/1/trim",
                                "/editStructure/scenes/0/clips/2/trim/end",
                                "/editStructure/scenes/0/transitions/0"));
    }

    @Test
    void faultsOfTheRequestItselfAreNamedToo() {
        Studio.Take take = Studio.take();
        Studio.post(
                        "/episodes/" + take.episode() + "/edit-plans",
                        "{\"overallConfidenceScore\": 1.5, \"generatedBy\": 5, \"extra\": 1}")
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        contains(
                                "/editStructure",
                                "/extra",
                                "/generatedBy",
                                "/overallConfidenceScore"));
        Studio.post(
                        "/episodes/" + UUID.randomUUID() + "/edit-plans",
                        "{\"editStructure\": {\"scenes\": []}}")
                .then()
                .statusCode(404);
    }

    @Test
    void theExactLengthOfATakeCounts() {
        Studio.Take take = Studio.take();
        // The column keeps 10.01; the footage ends at 10.005.
        Rows.change(
                "UPDATE scenes SET raw_footage_duration = 10.01,"
                        + " raw_footage_metadata = '{\"durationSeconds\": 10.004999}' WHERE id = ?",
                take.scene());
        validate(take.structure("0", "10.004999")).then().body("errors", empty());
        validate(take.structure("0", "10.2"))
                .then()
                .body("errors.pointer", contains("/editStructure/scenes/0/clips/0/trim/end"));
    }

    @Test
    void aCropBeyondTheMeasuredPictureIsAFault() {
        Studio.Take take = Studio.take();
        Rows.change(
                "UPDATE scenes SET raw_footage_metadata = '{\"durationSeconds\": 10, \"audio\": null,"
                        + " \"video\": {\"displayWidth\": 320, \"displayHeight\": 180}}' WHERE id = ?",
                take.scene());
        String structure =
                "{\"scenes\": [{\"clips\": [{\"s3Key\": \"%s\", \"crop\": {\"x\": 200, \"y\": 0, \"width\": %s, \"height\": 180}}]}]}";
        validate(structure.formatted(take.key(), "120")).then().body("errors", empty());
        validate(structure.formatted(take.key(), "121"))
                .then()
                .body("errors.pointer", contains("/editStructure/scenes/0/clips/0/crop"))
                .body(
                        "errors.detail",
                        contains("reaches to 321 x 180 of a picture of 320 x 180 pixels"));
    }

    @Test
    void aTakeWhoseAnalysisFailedCannotBeUsed() {
        Studio.Take take = Studio.take();
        Rows.change(
                "UPDATE scenes SET analysis_status = 'failed', analysis_error = 'no picture' WHERE id"
                        + " = ?",
                take.scene());
        validate(take.structure("0", "1"))
                .then()
                .body("errors.detail", contains("this take cannot be used: no picture"));
    }

    @Test
    void otherEpisodesFootageIsOutOfReachAndTheShowsAssetsAreNot() {
        Studio.Take mine = Studio.take();
        Studio.Take other = Studio.take();
        String asset = "shows/" + mine.show() + "/assets/1/logo.mp4";
        Rows.change(
                "INSERT INTO uploads (kind, status, show_id, filename, content_type, size_bytes,"
                        + " bucket, s3_key, etag) VALUES ('asset', 'stored', ?, 'logo.mp4', 'video/mp4',"
                        + " 1, 'raw-footage', ?, 'e')",
                mine.show(),
                asset);
        Studio.post(
                        "/edit-plans/validate",
                        """
                        {"episodeId": "%s", "editStructure": {"scenes": [{"clips": [
                          {"s3Key": "%s", "trim": {"start": 0, "end": 1}},
                          {"s3Key": "%s", "trim": {"start": 0, "end": 1}}]}]}}
                        """
                                .formatted(mine.episode(), other.key(), asset))
                .then()
                .statusCode(200)
                .body("errors.pointer", contains("/editStructure/scenes/0/clips/0/s3Key"));
    }

    @Test
    void aCheckKeepsNothing() {
        Studio.Take take = Studio.take();
        validate(take.structure("0", "2.5"))
                .then()
                .statusCode(200)
                .body("errors", empty())
                .body("warnings", empty())
                .body("totalDuration", equalTo(2.5f));
        Studio.get("/episodes/" + take.episode() + "/edit-plans").then().body("items", empty());
        Studio.post(
                        "/edit-plans/validate",
                        "{\"episodeId\": \"%s\", \"editStructure\": {}}"
                                .formatted(UUID.randomUUID()))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/episodeId"));
    }

    @Test
    void unknownFieldsOfTheDocumentAreOnlyWarnings() {
        Studio.Take take = Studio.take();
        Studio.post(
                        "/episodes/" + take.episode() + "/edit-plans",
                        "{\"editStructure\": {\"mood\": 1, \"scenes\": [{\"clips\": [{\"s3Key\": \"%s\"}]}]}}"
                                .formatted(take.key()))
                .then()
                .statusCode(201)
                .body("warnings.pointer", contains("/editStructure/mood"));
    }

    @Test
    void aPlanOnFootageNotYetAnalysedWaits() {
        UUID episode = Studio.episode(Studio.show());
        UUID scene = Studio.scene(episode);
        String key = Studio.upload(episode, scene);
        var take = new Studio.Take(UUID.randomUUID(), episode, scene, key);
        UUID plan =
                Studio.id(
                        Studio.post("/episodes/" + episode + "/edit-plans", take.planRequest())
                                .then()
                                .statusCode(201)
                                .body("warnings.detail", contains("this take is not analysed yet"))
                                .extract()
                                .response());
        Studio.post("/edit-plans/" + plan + "/submit")
                .then()
                .statusCode(409)
                .body("type", endsWith(":footage-not-analysed"));
        Studio.analysed(scene, "10");
        Studio.post("/edit-plans/" + plan + "/submit")
                .then()
                .statusCode(200)
                .body("status", equalTo("awaiting_approval"));
    }

    @Test
    void aDraftIsReplacedUnderItsTagOnly() {
        Studio.Take take = Studio.take();
        UUID plan = take.draft();
        String path = "/api/v1/edit-plans/" + plan;
        String body = "{\"editStructure\": " + take.structure("2", "4") + "}";
        String before = Studio.get("/edit-plans/" + plan).path("contentHash");
        Studio.json().body(body).put(path).then().statusCode(428);
        Studio.json().header("If-Match", "\"9\"").body(body).put(path).then().statusCode(412);
        Studio.json()
                .header("If-Match", "\"0\"")
                .body(body)
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("generatedBy", nullValue())
                .body("contentHash", not(equalTo(before)))
                .body("editStructure.scenes[0].clips[0].trim.start", equalTo(2));
        Studio.json()
                .header("If-Match", "\"1\"")
                .body("{\"editStructure\": {\"scenes\": []}}")
                .put(path)
                .then()
                .statusCode(422);
    }

    @Test
    void onlyADraftIsReplaced() {
        Studio.Take take = Studio.take();
        UUID plan = take.approved();
        String tag = Studio.get("/edit-plans/" + plan).header("ETag");
        Studio.json()
                .header("If-Match", tag)
                .body(take.planRequest())
                .put("/api/v1/edit-plans/" + plan)
                .then()
                .statusCode(409)
                .body("type", endsWith(":wrong-state"));
    }

    @Test
    void approvalMakesItTheEpisodesPlan() {
        Studio.Take take = Studio.take();
        UUID plan = take.submitted();
        String hash = Studio.get("/edit-plans/" + plan).path("contentHash");
        Studio.post("/edit-plans/" + plan + "/approve", "{\"contentHash\": \"%s\"}".formatted(hash))
                .then()
                .statusCode(200)
                .body("status", equalTo("approved"))
                .body("approvedBy", equalTo(Tokens.SUBJECT))
                .body("contentHash", equalTo(hash));
        JsonPath read = Studio.get("/edit-plans/" + plan).jsonPath();
        assertThat(read.getString("approvedAt")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        Studio.get("/episodes/" + take.episode())
                .then()
                .body("currentEditPlanId", equalTo(plan.toString()));
    }

    @Test
    void otherContentThanWasReviewedIsNotApproved() {
        UUID plan = Studio.take().submitted();
        Studio.post("/edit-plans/" + plan + "/approve", "{\"contentHash\": \"abc\"}")
                .then()
                .statusCode(412)
                .body("type", endsWith(":precondition-failed"));
        Studio.get("/edit-plans/" + plan).then().body("status", equalTo("awaiting_approval"));
    }

    @Test
    void otherFootageThanWasSubmittedIsNotApproved() {
        Studio.Take take = Studio.take();
        UUID plan = take.submitted();
        Rows.change("UPDATE scenes SET raw_footage_etag = 'etag-2' WHERE id = ?", take.scene());
        Studio.post("/edit-plans/" + plan + "/approve")
                .then()
                .statusCode(409)
                .body("type", endsWith(":plan-stale"));
        Studio.get("/edit-plans/" + plan).then().body("status", equalTo("awaiting_approval"));
    }

    @Test
    void aRejectionSaysWhatIsWrong() {
        UUID plan = Studio.take().submitted();
        String path = "/edit-plans/" + plan + "/reject";
        Studio.post(path, "{\"feedbackType\": \"Too slow!\", \"feedback\": \"Faster.\"}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/feedbackType"));
        Studio.post(path, "{}").then().statusCode(422);
        Studio.post(path, "{\"feedbackType\": \"pacing_too_slow\", \"feedback\": \"Faster.\"}")
                .then()
                .statusCode(200)
                .body("status", equalTo("rejected"))
                .body("feedbackType", equalTo("pacing_too_slow"))
                .body("userFeedback", equalTo("Faster."));
    }

    @Test
    void reviewsFollowTheStatesOfAPlan() {
        Studio.Take take = Studio.take();
        String reject = "{\"feedbackType\": \"wrong_clips\", \"feedback\": \"Others.\"}";
        UUID draft = take.draft();
        Studio.post("/edit-plans/" + draft + "/approve").then().statusCode(409);
        Studio.post("/edit-plans/" + draft + "/reject", reject).then().statusCode(409);
        UUID submitted = take.submitted();
        Studio.post("/edit-plans/" + submitted + "/submit").then().statusCode(409);
        UUID approved = take.approved();
        for (String action : new String[] {"submit", "approve"}) {
            Studio.post("/edit-plans/" + approved + "/" + action)
                    .then()
                    .statusCode(409)
                    .body("type", endsWith(":wrong-state"));
        }
        Studio.post("/edit-plans/" + approved + "/reject", reject).then().statusCode(409);
        Studio.post("/edit-plans/" + submitted + "/reject", reject).then().statusCode(200);
        for (String action : new String[] {"submit", "approve"}) {
            Studio.post("/edit-plans/" + submitted + "/" + action).then().statusCode(409);
        }
        Studio.post("/edit-plans/" + submitted + "/reject", reject).then().statusCode(409);
    }

    @Test
    void listsLeaveTheDocumentsOut() {
        Studio.Take take = Studio.take();
        UUID first = take.draft();
        UUID second = take.draft();
        Studio.get("/episodes/" + take.episode() + "/edit-plans")
                .then()
                .body("items.id", contains(second.toString(), first.toString()))
                .body("items.editStructure.findAll { it != null }", hasSize(0));
    }

    private static io.restassured.response.Response validate(String structure) {
        return Studio.post("/edit-plans/validate", "{\"editStructure\": " + structure + "}");
    }
}
