package dev.rushes.api.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class RevisionsTest {
    @Test
    void aDraftFollowsARejectedPlanWhichStays() {
        Studio.Take take = Studio.take();
        UUID first = take.rejected();
        String before = Studio.get("/edit-plans/" + first).asString();
        Response created =
                revise(
                        first,
                        "{\"editStructure\": %s, \"overallConfidenceScore\": 0.75, \"summary\": \" Shorter. \"}"
                                .formatted(take.structure("1", "2")));
        UUID second =
                Studio.id(
                        created.then()
                                .statusCode(201)
                                .header("ETag", "\"0\"")
                                .body("status", equalTo("draft"))
                                .body("revisionOf", equalTo(first.toString()))
                                .body("revisionNumber", equalTo(1))
                                .body("feedbackType", nullValue())
                                .extract()
                                .response());
        assertThat(created.header("Location")).endsWith("/api/v1/edit-plans/" + second);
        assertThat(Studio.get("/edit-plans/" + first).asString()).isEqualTo(before);
        Studio.get("/edit-plans/" + first + "/revisions")
                .then()
                .body("items", hasSize(1))
                .body("items[0].originalPlanId", equalTo(first.toString()))
                .body("items[0].planId", equalTo(second.toString()))
                .body("items[0].revisionOf", equalTo(first.toString()))
                .body("items[0].revisionNumber", equalTo(1))
                .body("items[0].status", equalTo("draft"))
                .body("items[0].feedbackType", equalTo("pacing_too_slow"))
                .body("items[0].userFeedbackText", equalTo("Faster, please."))
                .body("items[0].confidenceScoreBefore", nullValue())
                .body("items[0].confidenceScoreAfter", equalTo(0.75f))
                .body("items[0].changesSummary", equalTo("Shorter."))
                .body("next", nullValue());
        assertThat(
                        Rows.value(
                                "SELECT revised_plan = (SELECT edit_structure FROM ai_edit_plans WHERE id ="
                                        + " plan_id) FROM ai_revisions WHERE original_plan_id = ?",
                                first))
                .isEqualTo("t");
    }

    @Test
    void theWholeChainIsReadFromEveryPlanOfIt() {
        Studio.Take take = Studio.take();
        UUID first = take.rejected();
        UUID second = Studio.id(revise(first, structure(take, "1", "2", "0.60")));
        take.reject(second, "wrong_clips", "Not this.");
        UUID third = Studio.id(revise(second, structure(take, "1", "2.5", "0.80")));
        for (UUID plan : new UUID[] {first, second, third}) {
            Studio.get("/edit-plans/" + plan + "/revisions")
                    .then()
                    .body("items.revisionNumber", contains(1, 2))
                    .body("items.planId", contains(second.toString(), third.toString()))
                    .body("items.revisionOf", contains(first.toString(), second.toString()))
                    .body("items.feedbackType", contains("pacing_too_slow", "wrong_clips"))
                    .body("items.status", contains("rejected", "draft"))
                    .body("items[1].confidenceScoreBefore", equalTo(0.6f))
                    .body("items[1].confidenceScoreAfter", equalTo(0.8f))
                    .body("items.changesSummary", contains("1 clip retimed", "1 clip retimed"));
        }
        Studio.get("/edit-plans/" + third + "/revisions?limit=1").then().body("items", hasSize(1));
        // A rejected plan may be followed twice; the number is the chain's next.
        revise(first, structure(take, "3", "4", "0.10")).then().body("revisionNumber", equalTo(3));
        Studio.get("/edit-plans/" + take.draft() + "/revisions").then().body("items", empty());
        Studio.get("/edit-plans/" + UUID.randomUUID() + "/revisions").then().statusCode(404);
    }

    @Test
    void aPatchIsEnough() {
        Studio.Take take = Studio.take();
        UUID rejected = take.rejected();
        revise(
                        rejected,
                        """
                        {"patch": [{"op": "test", "path": "/scenes/0/clips/0/trim/end", "value": 3},
                                   {"op": "replace", "path": "/scenes/0/clips/0/trim/end", "value": 4.5},
                                   {"op": "add", "path": "/scenes/0/clips/-", "value": {"s3Key": "%s", "trim": {"start": 7, "end": 8}}}]}
                        """
                                .formatted(take.key()))
                .then()
                .statusCode(201)
                .body("editStructure.scenes[0].clips.trim.end", contains(4.5f, 8));
        revise(rejected, "{\"patch\": {\"output\": {\"quality\": \"high\"}}}")
                .then()
                .statusCode(201)
                .body("editStructure.output.quality", equalTo("high"))
                .body("editStructure.scenes[0].clips.trim.end", contains(3));
        revise(rejected, "{\"patch\": [{\"op\": \"remove\", \"path\": \"/scenes/9\"}]}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/patch/0/path"));
        // What comes out of it is checked like any plan.
        revise(
                        rejected,
                        "{\"patch\": [{\"op\": \"replace\", \"path\": \"/scenes/0/clips/0/trim/end\", \"value\": 99}]}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/editStructure/scenes/0/clips/0/trim/end"));
        revise(rejected, "{\"patch\": [], \"editStructure\": {}}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/patch"));
    }

    @Test
    void withoutADocumentItIsMadeFromAnalysedTakes() {
        Studio.Take take = Studio.take();
        // A probe found the length of this one, and nothing else.
        revise(take.rejected(), "{}")
                .then()
                .statusCode(409)
                .body("type", endsWith(":footage-not-analysed"));
        revise(take.draft(), "{}").then().statusCode(409).body("type", endsWith(":wrong-state"));
        revise(UUID.randomUUID(), "{}").then().statusCode(404);
        revise(take.rejected(), "{\"colour\": 1, \"overallConfidenceScore\": 2}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/colour", "/overallConfidenceScore"));
    }

    @Test
    void aRepeatedKeyRevisesOnce() {
        Studio.Take take = Studio.take();
        UUID rejected = take.rejected();
        String key = UUID.randomUUID().toString();
        Response first = null;
        for (int i = 0; i < 2; i++) {
            Response answer =
                    Studio.json()
                            .header("Idempotency-Key", key)
                            .body(structure(take, "1", "2", "0.5"))
                            .post("/api/v1/edit-plans/" + rejected + "/revise");
            if (first != null) {
                assertThat(answer.asString()).isEqualTo(first.asString());
                assertThat(answer.header("Location")).isEqualTo(first.header("Location"));
                assertThat(answer.header("ETag")).isEqualTo("\"0\"");
            }
            first = answer;
        }
        Studio.get("/edit-plans/" + rejected + "/revisions").then().body("items", hasSize(1));
    }

    @Test
    void aRejectionNeedsAWordAndText() {
        UUID plan = Studio.take().submitted();
        for (String body :
                new String[] {
                    "{\"feedbackType\": \"pacing_too_slow\"}",
                    "{\"feedbackType\": \"pacing_too_slow\", \"feedback\": \"  \"}"
                }) {
            Studio.post("/edit-plans/" + plan + "/reject", body)
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", contains("/feedback"));
        }
        Studio.get("/edit-plans/" + plan).then().body("status", equalTo("awaiting_approval"));
    }

    @Test
    void theDifferenceIsReadAsJsonOrAsText() {
        Studio.Take take = Studio.take();
        UUID first = take.rejected();
        UUID second =
                Studio.id(
                        revise(
                                first,
                                """
                                {"patch": [{"op": "add", "path": "/scenes/0/clips/0", "value": {"s3Key": "%s", "trim": {"start": 7, "end": 8}}}]}
                                """
                                        .formatted(take.key())));
        String path = "/edit-plans/" + second + "/diff?against=" + first;
        Studio.get(path)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("planId", equalTo(second.toString()))
                .body("against", equalTo(first.toString()))
                .body("identical", equalTo(false))
                .body("summary", equalTo("1 clip added"))
                .body("counts", equalTo(java.util.Map.of("clip_added", 1)))
                .body("durationBeforeSeconds", equalTo(2))
                .body("durationAfterSeconds", equalTo(3))
                .body("changes", hasSize(1))
                .body("changes[0].kind", equalTo("clip_added"))
                .body("changes[0].pointer", equalTo("/scenes/0/clips/0"))
                .body("changes[0].before", nullValue())
                .body("changes[0].after.trim.start", equalTo(7));
        RestAssured.given()
                .accept("text/plain")
                .get("/api/v1" + path)
                .then()
                .statusCode(200)
                .contentType("text/plain;charset=UTF-8")
                .body(
                        equalTo(
                                """
                                1 clip added; 3 s instead of 2 s
                                - Added take.mp4 7-8 s as clip 1 of scene 1.
                                """));
        Studio.get("/edit-plans/" + second + "/diff?against=" + second)
                .then()
                .body("identical", equalTo(true))
                .body("text", equalTo("no editorial difference; 3 s as before\n"));
    }

    @Test
    void anotherTakeOfTheSceneIsARetake() {
        Studio.Take take = Studio.take();
        UUID other = Studio.scene(take.episode());
        String key = Studio.upload(take.episode(), other);
        Studio.analysed(other, "10");
        UUID first = take.draft();
        UUID second =
                Studio.id(
                        Studio.post(
                                "/episodes/" + take.episode() + "/edit-plans",
                                new Studio.Take(take.show(), take.episode(), other, key)
                                        .planRequest()));
        Studio.get("/edit-plans/" + second + "/diff?against=" + first)
                .then()
                .body("changes.kind", contains("clip_retaken"));
    }

    @Test
    void onlyPlansOfOneEpisodeAreCompared() {
        UUID plan = Studio.take().draft();
        Studio.get("/edit-plans/" + plan + "/diff?against=" + Studio.take().draft())
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("against"));
        Studio.get("/edit-plans/" + plan + "/diff").then().statusCode(400);
        Studio.get("/edit-plans/" + plan + "/diff?against=x").then().statusCode(400);
        Studio.get("/edit-plans/" + plan + "/diff?against=" + UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    private static String structure(Studio.Take take, String start, String end, String score) {
        return "{\"editStructure\": %s, \"overallConfidenceScore\": %s}"
                .formatted(take.structure(start, end), score);
    }

    private static Response revise(UUID plan, String body) {
        return Studio.post("/edit-plans/" + plan + "/revise", body);
    }
}
