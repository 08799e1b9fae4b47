package dev.rushes.storage.download;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.common.show.Episode;
import dev.rushes.common.show.RenderingStatus;
import dev.rushes.common.storage.ArchivedObject;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.RestoreLedger;
import dev.rushes.local.standin.StandIns;
import dev.rushes.storage.Client;
import dev.rushes.storage.Readiness;
import dev.rushes.storage.StandInsResource;
import dev.rushes.storage.Studio;
import dev.rushes.storage.Tokens;
import dev.rushes.storage.s3.BucketNames;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What becomes of objects as time passes, and what the service says about it. Needs the stand-in: no other S3 lets time pass. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class MovedClockTest {
    @Inject S3Client s3;
    @Inject BucketNames names;
    @Inject RestoreLedger restores;

    @SuppressWarnings("NullAway.Init")
    StandIns standIns;

    @BeforeEach
    void ready() {
        Readiness.awaited();
    }

    @Test
    void aTakeIsArchivedAfterNinetyDaysAndReadableWhileItsRestoreLasts() {
        String key = "episodes/" + UUID.randomUUID() + "/scenes/1/1/take 1.mp4";
        store(BucketRole.RAW_FOOTAGE, key);
        standIns.moveClock(Duration.ofDays(89));
        read("raw-footage", key)
                .statusCode(200)
                .body("lifecycle.storageClass", equalTo("STANDARD"))
                .body("lifecycle.archivesAt", notNullValue())
                .body("archived", equalTo(false));

        standIns.moveClock(Duration.ofDays(2));
        read("raw-footage", key)
                .statusCode(200)
                .body("lifecycle.storageClass", equalTo("GLACIER"))
                .body("lifecycle.archivesAt", nullValue())
                .body("lifecycle.restore", nullValue())
                .body("archived", equalTo(true));
        download("raw-footage", key, 60)
                .statusCode(409)
                .body("type", equalTo("urn:rushes:problem:object-archived"))
                .body(
                        "detail",
                        containsString("POST /api/v1/objects/raw-footage/" + key + "/restore"));

        restore("raw-footage", key, Map.of("days", 3))
                .statusCode(202)
                .header("Location", containsString("/api/v1/objects/raw-footage/episodes/"))
                .body("lifecycle.restore.status", equalTo("restoring"));
        // Asked again, it goes on.
        restore("raw-footage", key, Map.of("days", 3, "tier", "standard")).statusCode(202);
        download("raw-footage", key, 60)
                .statusCode(409)
                .body("detail", containsString("is under way, and should be done by"));

        standIns.moveClock(Duration.ofHours(5));
        read("raw-footage", key)
                .body("lifecycle.restore.status", equalTo("restored"))
                .body("archived", equalTo(false));
        Instant until =
                Instant.parse(read("raw-footage", key).extract().path("lifecycle.restore.until"));
        assertThat(until)
                .isBetween(
                        Instant.now().plus(Duration.ofDays(2)),
                        Instant.now().plus(Duration.ofDays(4)));
        ValidatableResponse url =
                download("raw-footage", key, Duration.ofDays(7).toSeconds()).statusCode(200);
        assertThat(Instant.parse(url.extract().path("expiresAt"))).isBeforeOrEqualTo(until);
        assertThat(Client.get(url.extract().path("url")).statusCode()).isEqualTo(200);

        standIns.moveClock(Duration.ofDays(4));
        download("raw-footage", key, 60).statusCode(409);
        assertThat(Client.get(url.extract().path("url")).statusCode()).isEqualTo(403);
    }

    @Test
    void aFinalVideoIsGoneAfterAHundredAndEightyDaysAndItsEpisodeSaysSo() {
        Studio.Set set = Studio.newSet();
        String key = "episodes/" + set.episodeId() + "/final/1/1/final.mp4";
        store(BucketRole.PROCESSED_VIDEOS, key);
        finalVideo(set.episodeId(), key);

        standIns.moveClock(Duration.ofDays(179));
        ValidatableResponse url =
                download("processed-videos", key, Duration.ofDays(7).toSeconds())
                        .statusCode(200)
                        .body("lifecycle.expiresAt", notNullValue());
        assertThat(Instant.parse(url.extract().path("expiresAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)),
                        Instant.now().plus(Duration.ofDays(1)));

        standIns.moveClock(Duration.ofDays(2));
        download("processed-videos", key, 60).statusCode(404);
        Episode episode =
                QuarkusTransaction.requiringNew()
                        .call(() -> Episode.<Episode>findById(set.episodeId()));
        assertThat(episode.finalVideoKey()).isNull();
        assertThat(episode.renderingStatus()).isEqualTo(RenderingStatus.NOT_STARTED);
        assertThat(episode.finalVideoExpiredAt())
                .isBetween(Instant.now().minusSeconds(30), Instant.now());
    }

    @Test
    void aCallerWhoDoesNotSeeAFinalVideoDoesNotEndIt() {
        Studio.Set set = Studio.newSet();
        String key = "episodes/" + set.episodeId() + "/final/1/1/final.mp4";
        store(BucketRole.PROCESSED_VIDEOS, key);
        finalVideo(set.episodeId(), key);
        String stranger = Tokens.ofShows(UUID.randomUUID());

        Tokens.with(stranger).get("/api/v1/objects/processed-videos/" + key).then().statusCode(404);
        assertThat(
                        QuarkusTransaction.requiringNew()
                                .call(() -> Episode.<Episode>findById(set.episodeId()))
                                .finalVideoKey())
                .isEqualTo(key);
    }

    @Test
    void aTrainingVideoIsArchivedAfterADayAndGoneAfterAYear() {
        String key = "youtube/" + UUID.randomUUID() + ".mp4";
        store(BucketRole.TRAINING_DATA, key);
        standIns.moveClock(Duration.ofDays(2));
        read("training-data", key)
                .body("lifecycle.storageClass", equalTo("GLACIER"))
                .body("lifecycle.expiresAt", notNullValue());
        download("training-data", key, 60).statusCode(409);
        standIns.moveClock(Duration.ofDays(364));
        read("training-data", key).statusCode(404);
    }

    @Test
    void whatIsNotArchivedCannotBeRestoredAndWrongWishesAreNamed() {
        String key = "shows/" + UUID.randomUUID() + "/assets/1/logo.png";
        store(BucketRole.RAW_FOOTAGE, key);
        restore("raw-footage", key, Map.of("days", 1))
                .statusCode(409)
                .body("type", equalTo("urn:rushes:problem:wrong-state"));
        restore("raw-footage", key, Map.of("days", 0, "tier", "slow"))
                .statusCode(422)
                .body("errors.pointer", equalTo(java.util.List.of("/days", "/tier")));
        restore("raw-footage", key + "x", Map.of("days", 1)).statusCode(404);
    }

    @Test
    void whatAWorkerWantsBackIsAskedForAndFollowedToItsEnd() {
        String key = "episodes/" + UUID.randomUUID() + "/scenes/1/1/b.mp4";
        store(BucketRole.RAW_FOOTAGE, key);
        standIns.moveClock(Duration.ofDays(91));
        var archived = new ArchivedObject(BucketRole.RAW_FOOTAGE, key, null);
        QuarkusTransaction.requiringNew()
                .run(() ->
                        restores.want(
                                archived, 2, dev.rushes.common.storage.RestoreTier.EXPEDITED));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        read("raw-footage", key)
                                .body("lifecycle.restore.status", equalTo("restoring")));
        assertThat(restores.expectedAt(archived)).isPresent();
        standIns.moveClock(Duration.ofMinutes(5));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(restores.expectedAt(archived)).isEmpty());
        read("raw-footage", key).body("lifecycle.restore.status", equalTo("restored"));
    }

    private void store(BucketRole bucket, String key) {
        s3.putObject(
                object -> object.bucket(names.of(bucket)).key(key),
                RequestBody.fromString("video"));
    }

    private static void finalVideo(UUID episode, String key) {
        QuarkusTransaction.requiringNew()
                .run(() ->
                        Episode.getEntityManager()
                                .createNativeQuery(
                                        "UPDATE episodes SET final_video_s3_key = :key,"
                                                + " rendering_status = 'completed' WHERE id = :id")
                                .setParameter("key", key)
                                .setParameter("id", episode)
                                .executeUpdate());
    }

    private static ValidatableResponse read(String bucket, String key) {
        return given().get("/api/v1/objects/{bucket}/" + key, bucket).then();
    }

    private static ValidatableResponse download(String bucket, String key, long seconds) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("bucket", bucket, "key", key, "expiresInSeconds", seconds))
                .post("/api/v1/downloads")
                .then();
    }

    private static ValidatableResponse restore(
            String bucket, String key, Map<String, Object> wish) {
        return given().contentType(ContentType.JSON)
                .body(wish)
                .post("/api/v1/objects/{bucket}/" + key + "/restore", bucket)
                .then();
    }
}
