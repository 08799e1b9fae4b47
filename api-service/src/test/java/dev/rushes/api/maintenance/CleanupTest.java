package dev.rushes.api.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class CleanupTest {
    @BeforeEach
    void nothingButOurs() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        Rows.change("UPDATE shows SET is_test = false");
        Rows.change("DELETE FROM uploads");
        Rows.change("DELETE FROM outbox");
    }

    @Test
    void aDryRunListsWhatWouldGoAndTouchesNothing() {
        Studio.Take old = Studio.take();
        age(old);
        Studio.Take fresh = Studio.take();
        UUID upload = upload("pending", "40 days", "now() - interval '39 days'");
        cleanUp(30, true)
                .then()
                .statusCode(200)
                .body("totals.shows", equalTo(1))
                .body("totals.episodes", equalTo(1))
                .body("totals.uploads", equalTo(1))
                .body("shows.id", contains(old.show().toString()))
                .body("shows[0].episodes", equalTo(1))
                .body("uploads.id", contains(upload.toString()))
                .body("uploads[0].filename", equalTo("take.mp4"));
        Studio.get("/shows/" + old.show()).then().statusCode(200);
        Studio.get("/shows/" + fresh.show()).then().statusCode(200);
        assertThat(Rows.value("SELECT status FROM uploads WHERE id = ?", upload))
                .isEqualTo("pending");
        assertThat(Rows.value("SELECT count(*) FROM outbox")).isEqualTo("0");
    }

    @Test
    void aTestShowGoesWithEverythingBelowItAndARealOneStays() {
        Studio.Take old = Studio.take();
        UUID job = old.job();
        Awaitility.await()
                .until(() ->
                        Rows.value(
                                        "SELECT dispatched_at IS NOT NULL FROM video_processing_jobs WHERE id = ?",
                                        job)
                                .equals("t"));
        age(old);
        Studio.Take real = Studio.take();
        age(real);
        Rows.change("UPDATE shows SET is_test = false WHERE id = ?", real.show());
        age(real);
        done(cleanUp(30, false));
        Studio.get("/shows/" + old.show()).then().statusCode(404);
        Studio.get("/episodes/" + old.episode()).then().statusCode(404);
        Studio.get("/jobs/" + job).then().statusCode(404);
        assertThat(
                        Rows.value(
                                "SELECT string_agg(DISTINCT payload ->> 'prefix', ' ' ORDER BY payload ->> 'prefix')"
                                        + " FROM outbox WHERE topic = 'delete-objects'"))
                .isEqualTo("episodes/%s/ shows/%s/assets/".formatted(old.episode(), old.show()));
        Studio.get("/shows/" + real.show()).then().statusCode(200);
        Studio.get("/scenes/" + real.scene()).then().statusCode(200);
    }

    @Test
    void aTestShowInWhichSomethingHappenedStays() {
        Studio.Take take = Studio.take();
        age(take);
        Rows.change("UPDATE scenes SET name = 'New name' WHERE id = ?", take.scene());
        cleanUp(30, true).then().body("shows", empty());
        cleanUp(0, true).then().body("shows.id", contains(take.show().toString()));
    }

    @Test
    void uploadsThatWereNeverCompletedEndAndTheirObjectsGo() {
        UUID lost = upload("pending", "40 days", "now() - interval '39 days'");
        UUID ended = upload("aborted", "40 days", "now() - interval '39 days'");
        UUID usable = upload("pending", "40 days", "now() + interval '1 hour'");
        UUID stored = upload("stored", "40 days", "now() - interval '39 days'");
        UUID recent = upload("pending", "2 days", "now() - interval '1 day'");
        done(cleanUp(30, false));
        assertThat(Rows.value("SELECT status FROM uploads WHERE id = ?", lost))
                .isEqualTo("expired");
        assertThat(Rows.value("SELECT status FROM uploads WHERE id = ?", ended))
                .isEqualTo("(no row)");
        assertThat(Rows.value("SELECT status FROM uploads WHERE id = ?", usable))
                .isEqualTo("pending");
        assertThat(Rows.value("SELECT status FROM uploads WHERE id = ?", stored))
                .isEqualTo("stored");
        assertThat(Rows.value("SELECT status FROM uploads WHERE id = ?", recent))
                .isEqualTo("pending");
        assertThat(Rows.value("SELECT string_agg(payload::text, ' ') FROM outbox"))
                .isEqualTo("{\"key\": \"key-of-%s\", \"bucket\": \"raw-footage\"}".formatted(lost));
        // A second run forgets what the first has ended.
        done(cleanUp(30, false));
        assertThat(Rows.value("SELECT status FROM uploads WHERE id = ?", lost))
                .isEqualTo("(no row)");
    }

    @Test
    void aRequestSaysHowOldAndWhetherItIsMeant() {
        for (String body :
                new String[] {
                    "{\"dryRun\": true}",
                    "{\"olderThanDays\": 1}",
                    "{\"olderThanDays\": -1, \"dryRun\": true}"
                }) {
            Studio.post("/maintenance/cleanup", body)
                    .then()
                    .statusCode(422)
                    .body("errors", hasSize(1))
                    .body("errors.pointer", not(hasItem("")));
        }
    }

    private static Response cleanUp(int days, boolean dryRun) {
        return Studio.post(
                "/maintenance/cleanup",
                "{\"olderThanDays\": %d, \"dryRun\": %s}".formatted(days, dryRun));
    }

    private static void done(Response started) {
        String task = started.then().statusCode(202).extract().header("Location");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> Studio.json().get(task).then().body("status", equalTo("completed")));
    }

    private static void age(Studio.Take take) {
        Rows.change(
                "UPDATE video_processing_jobs SET updated_at = now() - interval '40 days' WHERE episode_id = ?",
                take.episode());
        Rows.change(
                "UPDATE ai_edit_plans SET updated_at = now() - interval '40 days' WHERE episode_id = ?",
                take.episode());
        Rows.change(
                "UPDATE scenes SET updated_at = now() - interval '40 days' WHERE episode_id = ?",
                take.episode());
        Rows.change(
                "UPDATE episodes SET updated_at = now() - interval '40 days' WHERE id = ?",
                take.episode());
        Rows.change(
                "UPDATE shows SET updated_at = now() - interval '40 days' WHERE id = ?",
                take.show());
    }

    private static UUID upload(String status, String age, String urlExpires) {
        UUID id = UUID.randomUUID();
        Rows.change(
                """
                INSERT INTO uploads (id, kind, status, filename, content_type, size_bytes, bucket, s3_key, created_at,
                    url_expires_at)
                VALUES (?, 'raw-footage', ?, 'take.mp4', 'video/mp4', 1, 'raw-footage', ?, now() - ?::interval, %s)
                """
                        .formatted(urlExpires),
                id,
                status,
                "key-of-" + id,
                age);
        return id;
    }
}
