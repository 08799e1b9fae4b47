package dev.rushes.api.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class EpisodesTest {
    @Test
    void aNewEpisodeHasNotBeenRendered() {
        UUID show = Studio.show();
        Studio.post(
                        "/episodes",
                        """
                        {"showId": "%s", "title": "Pilot", "seasonNumber": 1, "episodeNumber": 2, "aiEditEnabled": true}
                        """
                                .formatted(show))
                .then()
                .statusCode(201)
                .header("ETag", "\"0\"")
                .body("showId", equalTo(show.toString()))
                .body("title", equalTo("Pilot"))
                .body("seasonNumber", equalTo(1))
                .body("episodeNumber", equalTo(2))
                .body("aiEditEnabled", equalTo(true))
                .body("renderingStatus", equalTo("not_started"))
                .body("currentEditPlanId", nullValue())
                .body("finalVideoKey", nullValue());
    }

    @Test
    void anEpisodeSaysWhenItsFinalVideoIsDeleted() {
        UUID episode = Studio.episode(Studio.show());
        String key = "episodes/" + episode + "/final/1/1/main.mp4";
        Rows.change(
                "UPDATE episodes SET final_video_s3_key = '"
                        + key
                        + "', rendering_status = 'completed' WHERE id = ?",
                episode);
        StandInsResource.storage()
                .lifecycle(
                        "{\"storageClass\": \"STANDARD\", \"archivesAt\": null, \"expiresAt\": \"2031-02-03T00:00:00Z\"}");
        try {
            // After an outage of storage-service it is told again within seconds.
            Awaitility.await()
                    .untilAsserted(() ->
                            Studio.get("/episodes/" + episode)
                                    .then()
                                    .statusCode(200)
                                    .body("finalVideoLifecycle.storageClass", equalTo("STANDARD"))
                                    .body(
                                            "finalVideoLifecycle.expiresAt",
                                            equalTo("2031-02-03T00:00:00Z")));
            assertThat(StandInsResource.storage().requests())
                    .contains("/api/v1/objects/processed-videos/" + key);
        } finally {
            StandInsResource.storage().lifecycle("");
        }
        Studio.get("/episodes/" + episode)
                .then()
                .statusCode(200)
                .body("finalVideoKey", equalTo(key))
                .body("finalVideoLifecycle", nullValue());
    }

    @Test
    void anEpisodeNeedsAShowThatIsThere() {
        Studio.post(
                        "/episodes",
                        "{\"showId\": \"%s\", \"title\": \"x\"}".formatted(UUID.randomUUID()))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/showId"));
    }

    @Test
    void episodesAreListedByShow() {
        UUID show = Studio.show();
        UUID first = Studio.episode(show);
        UUID second = Studio.episode(show);
        Studio.episode(Studio.show());
        Studio.get("/episodes?showId=" + show)
                .then()
                .statusCode(200)
                .body("items.id", contains(second.toString(), first.toString()))
                .body("next", nullValue());
    }

    @Test
    void aWriteNeedsTheTagOfTheLastRead() {
        UUID episode = Studio.episode(Studio.show());
        String path = "/api/v1/episodes/" + episode;
        String tag = RestAssured.get(path).then().statusCode(200).extract().header("ETag");
        String body = "{\"title\": \"Renamed\"}";
        Studio.json().body(body).patch(path).then().statusCode(428);
        Studio.json().header("If-Match", "\"77\"").body(body).patch(path).then().statusCode(412);
        Studio.json()
                .header("If-Match", tag)
                .body(body)
                .patch(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("title", equalTo("Renamed"));
        Studio.json()
                .header("If-Match", tag)
                .body(body)
                .patch(path)
                .then()
                .statusCode(412)
                .body("type", endsWith(":precondition-failed"));
        Studio.json()
                .header("If-Match", "\"0\", \"1\"")
                .body("{\"seasonNumber\": 3}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("title", equalTo("Renamed"))
                .body("seasonNumber", equalTo(3));
    }

    @Test
    void aDeletedEpisodeTakesEverythingAlong() {
        Studio.Take take = Studio.take();
        UUID job = take.job();
        RestAssured.delete("/api/v1/episodes/" + take.episode()).then().statusCode(204);
        Studio.get("/episodes/" + take.episode()).then().statusCode(404);
        Studio.get("/scenes/" + take.scene()).then().statusCode(404);
        Studio.get("/jobs/" + job).then().statusCode(404);
        assertThat(
                        Rows.value(
                                "SELECT string_agg(payload->>'bucket', ' ' ORDER BY payload->>'bucket')"
                                        + " FROM outbox WHERE topic = 'delete-objects'"
                                        + " AND payload->>'prefix' = ? AND available_at <= now()",
                                "episodes/" + take.episode() + "/"))
                .isEqualTo("processed-videos raw-footage");
    }

    @Test
    void whatTheStudioTookAwayIsNotThere() {
        UUID show = Studio.show();
        UUID episode = Studio.episode(show);
        Rows.change("UPDATE episodes SET deleted_at = now() WHERE id = ?", episode);
        Studio.get("/episodes/" + episode).then().statusCode(404);
        Studio.get("/episodes?showId=" + show).then().body("items.size()", equalTo(0));
    }
}
