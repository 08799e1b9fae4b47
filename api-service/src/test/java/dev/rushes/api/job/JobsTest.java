package dev.rushes.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import dev.rushes.common.security.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class JobsTest {
    @AfterEach
    void storageAnswersAgain() {
        StandInsResource.storage().answer(200);
    }

    @Test
    void anApprovedPlanIsRendered() {
        Studio.Take take = Studio.take();
        UUID plan = take.approved();
        Studio.post("/edit-plans/" + plan + "/render")
                .then()
                .statusCode(202)
                .header("Location", matchesPattern("http://.*/api/v1/jobs/[0-9a-f-]{36}"))
                .body("status", equalTo("queued"))
                .body("phase", equalTo("waiting"))
                .body("kind", equalTo("full"))
                .body("processingMethod", equalTo("worker"))
                .body("progressPercentage", equalTo(0))
                .body("attempt", equalTo(0))
                .body("error", nullValue())
                .body("outputs", empty())
                .body("editPlanId", equalTo(plan.toString()));
        Studio.get("/episodes/" + take.episode()).then().body("renderingStatus", equalTo("queued"));
    }

    @Test
    void aFullRenderNeedsAnApprovedPlanAndADraftDoesNot() {
        Studio.Take take = Studio.take();
        UUID plan = take.draft();
        Studio.post("/edit-plans/" + plan + "/render", "{\"draft\": false}")
                .then()
                .statusCode(409)
                .body("type", endsWith(":wrong-state"));
        Studio.post(
                        "/edit-plans/" + plan + "/render",
                        "{\"draft\": true, \"processingMethod\": \"lambda\"}")
                .then()
                .statusCode(202)
                .body("kind", equalTo("draft"))
                .body("processingMethod", equalTo("lambda"));
        Studio.get("/episodes/" + take.episode())
                .then()
                .body("renderingStatus", equalTo("not_started"));
    }

    @Test
    void whatCannotBeRenderedIsRefusedByName() {
        UUID plan = Studio.take().approved();
        Studio.post("/edit-plans/" + plan + "/render", "{\"processingMethod\": \"gpu\", \"x\": 1}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/processingMethod", "/x"));
        Studio.post(
                        "/edit-plans/" + plan + "/render",
                        "{\"range\": {\"start\": 2, \"end\": 1}, \"variants\": [\"9:16\", \"wide\", {\"width\": 15, \"height\": 20}]}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/range", "/variants/1", "/variants/2/width"));
        Studio.post("/edit-plans/" + plan + "/render", "{\"range\": {\"start\": 0}}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/range"));
        Studio.post("/edit-plans/" + UUID.randomUUID() + "/render").then().statusCode(404);
    }

    @Test
    void aRangeOfSeveralShapesIsStoredAndLeavesTheEpisodeAlone() {
        Studio.Take take = Studio.take();
        UUID plan = take.approved();
        Studio.post(
                        "/edit-plans/" + plan + "/render",
                        "{\"range\": {\"start\": 0.5, \"end\": 2}, \"variants\": [\"16:9\", {\"aspect\": \"9:16\", \"fit\": \"blur\"}]}")
                .then()
                .statusCode(202)
                .body("kind", equalTo("range"))
                .body("range.start", equalTo(0.5f))
                .body("range.end", equalTo(2))
                .body("variants.name", contains("16:9", "9:16"))
                .body("variants[1].fit", equalTo("blur"));
        Studio.get("/episodes/" + take.episode())
                .then()
                .body("renderingStatus", equalTo("not_started"));
    }

    @Test
    void aJobThatWaitsForTheArchiveSaysHowLong() {
        UUID job = jobIn("queued", "restoring");
        Rows.change(
                "UPDATE video_processing_jobs SET restore_expected_at = now() + interval '2 hours' WHERE id = ?",
                job);
        Studio.get("/jobs/" + job)
                .then()
                .body("status", equalTo("queued"))
                .body("phase", equalTo("restoring"))
                .body("etaSeconds", allOf(greaterThan(7100), lessThanOrEqualTo(7200)));
    }

    @Test
    void aVariantsFilesAreAskedForByItsName() {
        UUID job = jobIn("completed", "waiting");
        Rows.change(
                "UPDATE video_processing_jobs SET outputs ="
                        + " '[{\"kind\": \"video\", \"variant\": \"16:9\", \"key\": \"wide.mp4\"},"
                        + " {\"kind\": \"video\", \"variant\": \"9:16\", \"key\": \"tall.mp4\"},"
                        + " {\"kind\": \"sprite\", \"variant\": \"9:16\", \"name\": \"a.vtt\", \"key\": \"a.vtt\"},"
                        + " {\"kind\": \"sprite\", \"variant\": \"9:16\", \"name\": \"b.jpg\", \"key\": \"b.jpg\"},"
                        + " {\"kind\": \"report\", \"variant\": \"9:16\", \"key\": \"r.json\"}]' WHERE id = ?",
                job);
        String path = "/api/v1/jobs/" + job;
        assertUrl(path + "/output?variant=9:16", "http://s3.example/tall.mp4?");
        assertUrl(path + "/output?kind=sprite", "http://s3.example/a.vtt?");
        assertUrl(path + "/output?kind=sprite&name=b.jpg", "http://s3.example/b.jpg?");
        assertUrl(path + "/report", "http://s3.example/r.json?");
        assertUrl(path + "/report?variant=9:16", "http://s3.example/r.json?");
        Studio.get("/jobs/" + job + "/report?variant=1:1").then().statusCode(404);
    }

    private static void assertUrl(String path, String url) {
        RestAssured.given()
                .accept("application/json")
                .get(path)
                .then()
                .body("url", startsWith(url));
    }

    @Test
    void jobsAreListedByStatusAndEpisode() {
        Studio.Take take = Studio.take();
        UUID first = take.job();
        UUID second = take.job();
        Studio.post("/jobs/" + first + "/cancel").then().statusCode(202);
        String path = "/jobs?episodeId=" + take.episode();
        Studio.get(path)
                .then()
                .body("items.id", contains(second.toString(), first.toString()))
                .body("next", nullValue());
        Studio.get(path + "&status=cancelled").then().body("items.id", contains(first.toString()));
        Studio.get("/jobs?status=done").then().statusCode(400);
        Studio.get("/jobs?episodeId=12").then().statusCode(400);
    }

    @Test
    void pollingWithTheTagGetsNothingUntilTheJobChanges() {
        UUID job = Studio.take().job();
        // Its message is confirmed on a thread of its own, and that is a change too.
        Awaitility.await()
                .until(() ->
                        Rows.value(
                                        "SELECT dispatched_at IS NOT NULL"
                                                + " FROM video_processing_jobs WHERE id = ?",
                                        job)
                                .equals("t"));
        String tag = Studio.get("/jobs/" + job).then().extract().header("ETag");
        RestAssured.given()
                .header("If-None-Match", tag)
                .get("/api/v1/jobs/" + job)
                .then()
                .statusCode(304);
        Studio.post("/jobs/" + job + "/cancel").then().statusCode(202);
        RestAssured.given()
                .header("If-None-Match", tag)
                .get("/api/v1/jobs/" + job)
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"));
    }

    @ParameterizedTest
    @CsvSource({
        "queued,     waiting,   202, cancelled",
        "processing, rendering, 202, processing",
        "processing, uploading, 409, processing",
        "completed,  waiting,   409, completed",
        "failed,     waiting,   409, failed",
        "cancelled,  waiting,   409, cancelled",
    })
    void cancelFollowsTheStateMachine(String state, String phase, int answer, String after) {
        UUID job = jobIn(state, phase);
        Studio.post("/jobs/" + job + "/cancel").then().statusCode(answer);
        Studio.get("/jobs/" + job).then().body("status", equalTo(after));
    }

    @ParameterizedTest
    @CsvSource({
        "queued,     409",
        "processing, 409",
        "completed,  409",
        "failed,     202",
        "cancelled,  202",
    })
    void retryFollowsTheStateMachine(String state, int answer) {
        UUID job = jobIn(state, "waiting");
        Studio.post("/jobs/" + job + "/retry").then().statusCode(answer);
        Studio.get("/jobs/" + job).then().body("status", equalTo(answer == 202 ? "queued" : state));
    }

    @Test
    void aRetriedJobStartsAnew() {
        UUID job = jobIn("failed", "waiting");
        Studio.get("/jobs/" + job)
                .then()
                .body("error.type", equalTo("urn:rushes:problem:gave-up"))
                .body("error.title", equalTo("The work failed three times"))
                .body("error.detail", equalTo("No luck."))
                .body("error.retryable", equalTo(true));
        Studio.post("/jobs/" + job + "/retry")
                .then()
                .statusCode(202)
                .header("Location", endsWith("/api/v1/jobs/" + job))
                .body("error", nullValue())
                .body("progressPercentage", equalTo(0))
                .body("completedAt", nullValue());
        assertThat(
                        Rows.value(
                                "SELECT dispatch || ' ' || failures FROM video_processing_jobs WHERE id"
                                        + " = ?",
                                job))
                .isEqualTo("2 0");
    }

    @ParameterizedTest
    @CsvSource({"queued", "processing", "failed", "cancelled"})
    void onlyACompletedJobHasAnOutput(String state) {
        Studio.get("/jobs/" + jobIn(state, "waiting") + "/output")
                .then()
                .statusCode(409)
                .body("type", endsWith(":wrong-state"));
    }

    @Test
    void theOutputIsARedirectToAFreshUrl() {
        UUID job = jobIn("completed", "waiting");
        String first = redirect(job);
        String second = redirect(job);
        assertThat(first).startsWith("http://s3.example/videos/" + job + ".mp4?n=");
        assertThat(second).isNotEqualTo(first);
        assertThat(Rows.value("SELECT output_url FROM video_processing_jobs WHERE id = ?", job))
                .isEqualTo(second);
    }

    @Test
    void theOutputIsJsonWhereJsonIsAskedFor() {
        UUID job = jobIn("completed", "waiting");
        String token = Tokens.of(Role.VIEWER);
        RestAssured.given()
                .accept("application/json")
                .header("Authorization", "Bearer " + token)
                .get("/api/v1/jobs/" + job + "/output")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("url", startsWith("http://s3.example/videos/"))
                .body("expiresAt", matchesPattern("\\d{4}-.*Z"));
        assertThat(StandInsResource.storage().tokens()).last().isEqualTo("Bearer " + token);
        assertThat(StandInsResource.storage().requests())
                .last()
                .isEqualTo(
                        "{\"bucket\":\"processed-videos\",\"key\":\"videos/%s.mp4\",\"expiresInSeconds\":3600}"
                                .formatted(job));
    }

    @Test
    void otherFilesAreAskedForByKind() {
        UUID job = jobIn("completed", "waiting");
        Rows.change(
                "UPDATE video_processing_jobs SET outputs ="
                        + " '[{\"kind\": \"poster\", \"key\": \"p.jpg\"}]' WHERE id = ?",
                job);
        RestAssured.given()
                .accept("application/json")
                .get("/api/v1/jobs/" + job + "/output?kind=poster")
                .then()
                .body("url", startsWith("http://s3.example/p.jpg?"));
        Studio.get("/jobs/" + job + "/output?kind=captions").then().statusCode(404);
        Studio.get("/jobs/" + job + "/output?kind=film").then().statusCode(400);
        Studio.get("/jobs/" + job + "/output?variant=9x16").then().statusCode(404);
    }

    @Test
    void withoutStorageServiceTheOutputComesLater() {
        UUID job = jobIn("completed", "waiting");
        StandInsResource.storage().goAway();
        try {
            Studio.get("/jobs/" + job + "/output")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "5")
                    .body("type", endsWith(":unavailable"));
        } finally {
            StandInsResource.storage().comeBack();
        }
        redirect(job);
    }

    @Test
    void whatStorageServiceRefusesIsSaid() {
        UUID job = jobIn("completed", "waiting");
        for (Map.Entry<Integer, Integer> answer :
                Map.of(404, 404, 409, 409, 500, 503, 429, 503).entrySet()) {
            StandInsResource.storage().answer(answer.getKey());
            Studio.get("/jobs/" + job + "/output").then().statusCode(answer.getValue());
        }
    }

    private static String redirect(UUID job) {
        return RestAssured.given()
                .redirects()
                .follow(false)
                .get("/api/v1/jobs/" + job + "/output")
                .then()
                .statusCode(307)
                .header("Cache-Control", "no-store")
                .extract()
                .header("Location");
    }

    private static UUID jobIn(String state, String phase) {
        UUID job = Studio.take().job();
        Rows.change(
                "UPDATE video_processing_jobs SET status = ?, phase = ?,"
                        + " lease_expires_at = CASE ? WHEN 'processing' THEN now() + interval '1 minute' END,"
                        + " progress_percentage = CASE ? WHEN 'completed' THEN 100 ELSE 50 END,"
                        + " output_s3_key = CASE ? WHEN 'completed' THEN ? END,"
                        + " completed_at = CASE WHEN ? IN ('completed', 'failed') THEN now() END,"
                        + " error_type = 'gave-up', error_title = 'The work failed three times',"
                        + " error_message = 'No luck.', error_retryable = true WHERE id = ?",
                state,
                phase,
                state,
                state,
                state,
                "videos/" + job + ".mp4",
                state,
                job);
        return job;
    }
}
