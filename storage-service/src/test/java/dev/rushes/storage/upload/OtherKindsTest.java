package dev.rushes.storage.upload;

import static dev.rushes.storage.upload.Uploading.abort;
import static dev.rushes.storage.upload.Uploading.announce;
import static dev.rushes.storage.upload.Uploading.announced;
import static dev.rushes.storage.upload.Uploading.complete;
import static dev.rushes.storage.upload.Uploading.problem;
import static dev.rushes.storage.upload.Uploading.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.common.storage.OutboxMessage;
import dev.rushes.common.training.TrainingSource;
import dev.rushes.common.training.TrainingVideo;
import dev.rushes.storage.Readiness;
import dev.rushes.storage.StandInsResource;
import dev.rushes.storage.Studio;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Assets and training videos. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
@Tag("s3")
class OtherKindsTest {
    /** The first box of an MP4 file. */
    private static final byte[] FILE =
            "\0\0\0\u0014ftypisom\0\0\0\0isom".getBytes(StandardCharsets.UTF_8);

    private final Studio.Set set = Studio.newSet();

    @BeforeEach
    void ready() {
        Readiness.awaited();
    }

    @Test
    void anAssetIsStoredForItsShowAndNeverArchived() {
        Map<String, Object> request =
                Map.of(
                        "kind",
                        "asset",
                        "showId",
                        set.showId(),
                        "role",
                        "overlay",
                        "filename",
                        "Logo (final).png",
                        "contentType",
                        "video/mp4",
                        "sizeBytes",
                        FILE.length);
        JsonPath upload = announced(request);
        put(upload, FILE);
        complete(upload.getString("id"))
                .statusCode(200)
                .body(
                        "key",
                        equalTo(
                                "shows/%s/assets/%s/Logo_final_.png"
                                        .formatted(set.showId(), upload.getString("id"))))
                .body("lifecycle.archivesAt", nullValue())
                .body("lifecycle.expiresAt", nullValue());
    }

    private static Map<String, Object> training(String videoId) {
        return Map.of(
                "kind",
                "training-video",
                "videoId",
                videoId,
                "filename",
                "x.mp4",
                "contentType",
                "video/mp4",
                "sizeBytes",
                FILE.length);
    }

    @Test
    void aTrainingVideoHasOneUploadPerVideo() {
        String videoId = "v" + UUID.randomUUID();
        JsonPath upload = announced(training(videoId));
        assertThat(upload.getString("bucket")).isEqualTo("training-data");
        assertThat(upload.getString("key")).isEqualTo("youtube/" + videoId + ".mp4");
        problem(announce(training(videoId)), 409, "conflict");
        put(upload, FILE);
        complete(upload.getString("id")).statusCode(200);
        problem(announce(training(videoId)), 409, "conflict");
    }

    @Test
    void aTrainingVideoWhoseUploadFailedMayBeSentAgain() {
        String videoId = "v" + UUID.randomUUID();
        JsonPath aborted = announced(training(videoId));
        put(aborted, FILE);
        abort(aborted.getString("id")).statusCode(204);
        // Not before what had arrived is gone, or it would stand in the way of what comes.
        JsonPath second = announcedOnceFree(training(videoId));
        assertThat(second.getString("id")).isNotEqualTo(aborted.getString("id"));
        abort(second.getString("id")).statusCode(204);

        JsonPath third = announcedOnceFree(training(videoId));
        put(third, FILE);
        complete(third.getString("id")).statusCode(200);
        // What was to be removed when the first two URLs can bring nothing more is this one now.
        assertThat(removals(third.getString("key"))).isZero();
    }

    @Test
    void aRegisteredTrainingVideoGetsTheKeyOfItsUpload() {
        String videoId = "v" + UUID.randomUUID();
        TrainingVideo video = new TrainingVideo();
        video.videoId = videoId;
        video.sourceType = TrainingSource.MANUAL_UPLOAD;
        QuarkusTransaction.requiringNew().run(video::persist);
        JsonPath upload = announced(training(videoId));
        put(upload, FILE);
        assertThat(keyOf(video)).isNull();
        complete(upload.getString("id")).statusCode(200);
        assertThat(keyOf(video)).isEqualTo("youtube/" + videoId + ".mp4");
    }

    private static @Nullable String keyOf(TrainingVideo video) {
        return QuarkusTransaction.requiringNew()
                .call(() -> TrainingVideo.<TrainingVideo>findById(video.id).s3Key);
    }

    private static JsonPath announcedOnceFree(Map<String, Object> request) {
        return await().atMost(Duration.ofSeconds(10))
                .until(() -> announce(request).extract(), answer -> answer.statusCode() == 201)
                .jsonPath();
    }

    private static long removals(String key) {
        return QuarkusTransaction.requiringNew()
                .call(() ->
                        OutboxMessage.<OutboxMessage>listAll().stream()
                                .filter(row -> row.payload.path("key").asText("").equals(key))
                                .count());
    }
}
