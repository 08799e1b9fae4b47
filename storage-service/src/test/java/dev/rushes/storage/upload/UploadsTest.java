package dev.rushes.storage.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.common.show.AnalysisStatus;
import dev.rushes.common.show.Scene;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.OutboxMessage;
import dev.rushes.common.storage.Upload;
import dev.rushes.common.training.TrainingSource;
import dev.rushes.common.training.TrainingVideo;
import dev.rushes.storage.Client;
import dev.rushes.storage.Readiness;
import dev.rushes.storage.StandInsResource;
import dev.rushes.storage.Studio;
import dev.rushes.storage.s3.BucketNames;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class UploadsTest {
    /** The first box of an MP4 file. */
    private static final byte[] FILE =
            "\0\0\0\u0014ftypisom\0\0\0\0isom".getBytes(StandardCharsets.UTF_8);

    @Inject S3Client s3;
    @Inject SqsClient sqs;
    @Inject BucketNames names;
    @Inject ExpireUploads expiry;

    @ConfigProperty(name = "SQS_MEDIA_ANALYSIS_QUEUE_URL")
    String queue;

    private final Studio.Set set = Studio.newSet();

    @BeforeEach
    void ready() {
        Readiness.awaited();
    }

    @Test
    void aTakeGoesToS3AndBecomesItsScenesFootage() {
        JsonPath upload = announced(take("S01E02-INTRO-TAKE-7.mp4"));
        assertThat(upload.getString("method")).isEqualTo("PUT");
        assertThat(upload.getMap("headers"))
                .isEqualTo(Map.of("content-type", "video/mp4", "if-none-match", "*"));
        String key =
                "episodes/%s/scenes/%s/%s/S01E02-INTRO-TAKE-7.mp4"
                        .formatted(set.episodeId(), set.sceneId(), upload.getString("id"));
        assertThat(upload.getString("key")).isEqualTo(key);
        assertThat(put(upload, FILE)).isEqualTo(200);

        JsonPath stored = complete(upload.getString("id")).statusCode(200).extract().jsonPath();

        Instant midnight =
                Instant.now()
                        .plus(Duration.ofDays(90))
                        .truncatedTo(ChronoUnit.DAYS)
                        .plus(Duration.ofDays(1));
        assertThat(stored.getMap(""))
                .isEqualTo(
                        Map.of(
                                "id",
                                upload.getString("id"),
                                "status",
                                "stored",
                                "bucket",
                                "raw-footage",
                                "key",
                                key,
                                "sizeBytes",
                                FILE.length,
                                "verified",
                                java.util.List.of("size", "content-type", "first-bytes"),
                                "lifecycle",
                                lifecycle("STANDARD", midnight.toString())));
        Scene scene = Studio.scene(set.sceneId());
        assertThat(scene.sourceFilename).isEqualTo("S01E02-INTRO-TAKE-7.mp4");
        assertThat(scene.takeNumber).isEqualTo(7);
        assertThat(scene.rawFootageKey()).isEqualTo(key);
        assertThat(scene.rawFootageSizeBytes()).isEqualTo(FILE.length);
        assertThat(scene.rawFootageEtag()).isEqualTo(hex("MD5", FILE));
        assertThat(scene.rawFootageVersionId())
                .isEqualTo(
                        s3.headObject(head ->
                                        head.bucket(names.of(BucketRole.RAW_FOOTAGE)).key(key))
                                .versionId());
        assertThat(scene.analysisStatus()).isEqualTo(AnalysisStatus.QUEUED);
        // The outbox sends the message and confirms it.
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(Studio.scene(set.sceneId()).analysisDispatchedAt())
                                .isBetween(Instant.now().minusSeconds(60), Instant.now()));
        assertThat(analysisMessage(set.sceneId()))
                .isEqualTo("{\"sceneId\":\"" + set.sceneId() + "\",\"dispatch\":1}");
    }

    @Test
    void completingAgainGivesTheSameAnswerAndStartsNothing() {
        JsonPath upload = announced(take("take-1.mp4"));
        put(upload, FILE);
        String first = complete(upload.getString("id")).statusCode(200).extract().asString();
        String second = complete(upload.getString("id")).statusCode(200).extract().asString();
        assertThat(second).isEqualTo(first);
        assertThat(Studio.scene(set.sceneId()).analysisDispatch()).isEqualTo(1);
    }

    @Test
    void aChecksumIsSignedAndSoS3RefusesAnyOtherContent() {
        Map<String, Object> request = take("take-1.mp4");
        request.put("sha256", hex("SHA-256", FILE));
        JsonPath upload = announced(request);
        byte[] other = FILE.clone();
        other[0]++;
        assertThat(put(upload, other)).isEqualTo(400);
        problem(complete(upload.getString("id")), 409, "upload-missing");
        assertThat(put(upload, FILE)).isEqualTo(200);
        complete(upload.getString("id")).statusCode(200);
    }

    @Test
    void aSecondPutToTheSameUrlIsRefusedByS3() {
        JsonPath upload = announced(take("take-1.mp4"));
        assertThat(put(upload, FILE)).isEqualTo(200);
        assertThat(put(upload, FILE)).isEqualTo(412);
        complete(upload.getString("id")).statusCode(200);
        assertThat(put(upload, FILE)).isEqualTo(412);
    }

    @Test
    void s3RefusesWhatIsShorterOrLongerOrOfAnotherTypeThanSigned() {
        JsonPath upload = announced(take("take-1.mp4"));
        assertThat(put(upload, "short".getBytes(StandardCharsets.UTF_8))).isEqualTo(403);
        assertThat(put(upload, new byte[FILE.length + 1])).isEqualTo(403);
        Map<String, String> headers = new HashMap<>(upload.getMap("headers"));
        headers.put("content-type", "text/plain");
        assertThat(Client.put(upload.getString("url"), headers, FILE).statusCode()).isEqualTo(403);
        assertThat(Client.put(upload.getString("url"), Map.of(), FILE).statusCode()).isEqualTo(403);
        problem(complete(upload.getString("id")), 409, "upload-missing");
        untouched();
    }

    /** What S3 may hold although the signature forbids it, put there past the signature. */
    static Stream<Arguments> wrongArrivals() {
        String plain = new String(FILE, StandardCharsets.UTF_8);
        return Stream.of(
                Arguments.of("too short", "the quick", "video/mp4", false, "has 9 bytes"),
                Arguments.of("too long", plain + "!", "video/mp4", false, "has 21 bytes"),
                Arguments.of("empty", "", "video/mp4", false, "has 0 bytes"),
                Arguments.of("another type", plain, "text/plain", false, "is text/plain"),
                Arguments.of(
                        "another checksum", plain.replace('m', 'M'), "video/mp4", true, "SHA-256"),
                Arguments.of("no checksum kept", plain, "video/mp4", false, "no SHA-256"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongArrivals")
    void whatWasNotAnnouncedIsRefusedWithTheReasonAndDeleted(
            String what, String content, String type, boolean withChecksum, String reason) {
        Map<String, Object> request = take("take-1.mp4");
        if (reason.contains("SHA-256")) {
            request.put("sha256", hex("SHA-256", FILE));
        }
        JsonPath upload = announced(request);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        s3.putObject(
                object ->
                        object.bucket(names.of(BucketRole.RAW_FOOTAGE))
                                .key(upload.getString("key"))
                                .contentType(type)
                                .checksumSHA256(withChecksum ? base64Sha256(bytes) : null),
                RequestBody.fromBytes(bytes));

        problem(complete(upload.getString("id")), 409, "upload-refused")
                .body("detail", containsString(reason));

        untouched();
        problem(complete(upload.getString("id")), 409, "upload-refused")
                .body("detail", containsString(reason));
        given().get("/api/v1/uploads/" + upload.getString("id"))
                .then()
                .statusCode(200)
                .body("status", equalTo("refused"))
                .body("refusal", containsString(reason));
        gone(upload.getString("key"));
    }

    @Test
    void whatNeverArrivedIsMissingAndMayStillCome() {
        JsonPath upload = announced(take("take-1.mp4"));
        problem(complete(upload.getString("id")), 409, "upload-missing")
                .body("detail", containsString("Nothing has arrived yet"));
        untouched();
        put(upload, FILE);
        complete(upload.getString("id")).statusCode(200);
    }

    @Test
    void anUploadWhoseUrlIsOverAndThatNobodyCompletedExpires() {
        JsonPath upload = announced(take("take-1.mp4"));
        put(upload, FILE);
        UUID id = UUID.fromString(upload.getString("id"));
        QuarkusTransaction.requiringNew()
                .run(() ->
                        Upload.<Upload>findById(id).urlExpiresAt =
                                Instant.now().minus(Duration.ofHours(25)));
        expiry.expire(Instant.now());
        problem(complete(upload.getString("id")), 409, "wrong-state")
                .body("detail", containsString("expired"));
        untouched();
        gone(upload.getString("key"));
    }

    @Test
    void aMissingUploadWhoseUrlIsOverSaysSo() {
        JsonPath upload = announced(take("take-1.mp4"));
        UUID id = UUID.fromString(upload.getString("id"));
        QuarkusTransaction.requiringNew()
                .run(() ->
                        Upload.<Upload>findById(id).urlExpiresAt = Instant.now().minusSeconds(1));
        problem(complete(upload.getString("id")), 409, "upload-missing")
                .body("detail", containsString("ask for a fresh one"));
    }

    @Test
    void anAbortedUploadIsDeletedAndCannotBeCompleted() {
        JsonPath upload = announced(take("take-1.mp4"));
        put(upload, FILE);
        String path = "/api/v1/uploads/" + upload.getString("id");
        given().delete(path).then().statusCode(204);
        given().delete(path).then().statusCode(204);
        problem(complete(upload.getString("id")), 409, "wrong-state");
        untouched();
        gone(upload.getString("key"));
    }

    @Test
    void aStoredUploadCannotBeAborted() {
        JsonPath upload = announced(take("take-1.mp4"));
        put(upload, FILE);
        complete(upload.getString("id")).statusCode(200);
        problem(
                given().delete("/api/v1/uploads/" + upload.getString("id")).then(),
                409,
                "wrong-state");
    }

    @Test
    void footageIsReplacedOnlyWhereThatWasAskedFor() {
        JsonPath first = announced(take("E-TAKE-3.mp4"));
        put(first, FILE);
        complete(first.getString("id")).statusCode(200);

        JsonPath second = announced(take("other.mp4"));
        put(second, FILE);
        problem(complete(second.getString("id")), 409, "scene-has-footage");
        assertThat(Studio.scene(set.sceneId()).rawFootageKey()).isEqualTo(first.getString("key"));

        Map<String, Object> request = take("other.mp4");
        request.put("replace", true);
        JsonPath third = announced(request);
        put(third, FILE);
        complete(third.getString("id")).statusCode(200);
        Scene scene = Studio.scene(set.sceneId());
        assertThat(scene.rawFootageKey()).isEqualTo(third.getString("key"));
        assertThat(scene.sourceFilename).isEqualTo("other.mp4");
        assertThat(scene.takeNumber).isEqualTo(3);
        assertThat(scene.analysisStatus()).isEqualTo(AnalysisStatus.QUEUED);
        assertThat(scene.analysisDispatch()).isEqualTo(2);
        // Plans may use the old footage.
        given().get("/api/v1/objects/raw-footage/" + first.getString("key")).then().statusCode(200);
    }

    @Test
    void theSceneMayGoWhileItsTakeIsUploaded() {
        JsonPath upload = announced(take("take-1.mp4"));
        put(upload, FILE);
        QuarkusTransaction.requiringNew().run(() -> Scene.deleteById(set.sceneId()));
        problem(complete(upload.getString("id")), 409, "wrong-state")
                .body("detail", containsString("scene"));
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
        given().delete("/api/v1/uploads/" + aborted.getString("id")).then().statusCode(204);
        // Not before what had arrived is gone, or it would stand in the way of what comes.
        JsonPath second = announcedOnceFree(training(videoId));
        assertThat(second.getString("id")).isNotEqualTo(aborted.getString("id"));
        given().delete("/api/v1/uploads/" + second.getString("id")).then().statusCode(204);

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

    @Test
    void theSameKeyGivesTheFirstAnswerAndAnotherBodyIsRefused() {
        String key = "k-" + UUID.randomUUID();
        String first = announceOnce(key, take("take-1.mp4")).extract().asString();
        String second = announceOnce(key, take("take-1.mp4")).extract().asString();
        assertThat(JsonPath.from(second).getMap("")).isEqualTo(JsonPath.from(first).getMap(""));
        problem(
                given().header("Idempotency-Key", key)
                        .contentType(ContentType.JSON)
                        .body(take("take-2.mp4"))
                        .post("/api/v1/uploads")
                        .then(),
                422,
                "idempotency-key-reused");
    }

    static Stream<Arguments> wrongAnnouncements() {
        return Stream.of(
                Arguments.of(Map.of("kind", "picnic"), "/kind"),
                Arguments.of(Map.of("sizeBytes", 0), "/sizeBytes"),
                Arguments.of(Map.of("sizeBytes", -1), "/sizeBytes"),
                Arguments.of(Map.of("sizeBytes", (128L << 30) + 1), "/sizeBytes"),
                Arguments.of(Map.of("sizeBytes", "20"), "/sizeBytes"),
                Arguments.of(Map.of("contentType", "text/plain"), "/contentType"),
                Arguments.of(Map.of("contentType", "video"), "/contentType"),
                Arguments.of(Map.of("filename", " "), "/filename"),
                Arguments.of(Map.of("sha256", "abc"), "/sha256"),
                Arguments.of(Map.of("episodeId", "1"), "/episodeId"),
                Arguments.of(Map.of("showId", UUID.randomUUID()), "/showId"),
                Arguments.of(Map.of("role", "font"), "/role"),
                Arguments.of(Map.of("videoId", "x"), "/videoId"),
                Arguments.of(Map.of("colour", "red"), "/colour"),
                Arguments.of(Map.of("sceneId", UUID.randomUUID()), "/sceneId"));
    }

    @ParameterizedTest
    @MethodSource("wrongAnnouncements")
    void aWrongAnnouncementNamesItsFault(Map<String, Object> change, String pointer) {
        Map<String, Object> request = take("take-1.mp4");
        request.putAll(change);
        problem(announce(request), 422, "invalid").body("errors.pointer", hasOnly(pointer));
    }

    @Test
    void anUnknownEpisodeIsNamedWithTheSceneThatIsNotIts() {
        Map<String, Object> request = take("take-1.mp4");
        request.put("episodeId", UUID.randomUUID());
        problem(announce(request), 422, "invalid")
                .body("errors.pointer", containsInAnyOrder("/episodeId", "/sceneId"));
    }

    @Test
    void aSceneOfAnotherEpisodeIsRefused() {
        Map<String, Object> request = take("take-1.mp4");
        request.put("sceneId", Studio.newSet().sceneId());
        problem(announce(request), 422, "invalid")
                .body("errors[0].pointer", equalTo("/sceneId"))
                .body("errors[0].detail", equalTo("belongs to another episode"));
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        problem(
                        announce(Map.of("kind", "raw-footage", "sizeBytes", "x", "extra", 1)),
                        422,
                        "invalid")
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/contentType",
                                "/episodeId",
                                "/extra",
                                "/filename",
                                "/sceneId",
                                "/sizeBytes"));
    }

    @Test
    void whatIsNoDocumentIsAProblemAsWell() {
        problem(
                given().contentType(ContentType.JSON).body("{").post("/api/v1/uploads").then(),
                400,
                "malformed-request");
        problem(
                given().contentType(ContentType.TEXT).body("x").post("/api/v1/uploads").then(),
                415,
                "unsupported-media-type");
        problem(given().get("/api/v1/uploads").then(), 405, "method-not-allowed");
        problem(given().get("/api/v1/nothing").then(), 404, "not-found");
        problem(given().get("/api/v1/uploads/1").then(), 404, "not-found");
        problem(complete(UUID.randomUUID().toString()), 404, "not-found");
        problem(
                given().contentType(ContentType.JSON)
                        .body("{\"filename\":\"" + "x".repeat(70_000) + "\"}")
                        .post("/api/v1/uploads")
                        .then(),
                413,
                "too-large");
    }

    @Test
    void partsAreRefusedWhereThereAreNone() {
        JsonPath upload = announced(take("take-1.mp4"));
        problem(
                        given().contentType(ContentType.JSON)
                                .body(
                                        Map.of(
                                                "parts",
                                                java.util.List.of(
                                                        Map.of("number", 1, "etag", "x"))))
                                .post("/api/v1/uploads/" + upload.getString("id") + "/complete")
                                .then(),
                        422,
                        "invalid")
                .body("errors.pointer", hasOnly("/parts"));
    }

    private Map<String, Object> take(String filename) {
        Map<String, Object> request = new HashMap<>();
        request.put("kind", "raw-footage");
        request.put("episodeId", set.episodeId());
        request.put("sceneId", set.sceneId());
        request.put("filename", filename);
        request.put("contentType", "video/mp4");
        request.put("sizeBytes", FILE.length);
        return request;
    }

    private static JsonPath announced(Map<String, Object> request) {
        ValidatableResponse answer = announce(request).statusCode(201);
        JsonPath upload = answer.extract().jsonPath();
        answer.header("Location", containsString("/api/v1/uploads/" + upload.getString("id")));
        assertThat(upload.getString("status")).isEqualTo("pending");
        return upload;
    }

    private static ValidatableResponse announce(Map<String, Object> request) {
        return given().contentType(ContentType.JSON).body(request).post("/api/v1/uploads").then();
    }

    private static ValidatableResponse announceOnce(String key, Map<String, Object> request) {
        return given().header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(request)
                .post("/api/v1/uploads")
                .then()
                .statusCode(201);
    }

    private static int put(JsonPath upload, byte[] body) {
        return Client.put(upload.getString("url"), upload.getMap("headers"), body).statusCode();
    }

    private static ValidatableResponse complete(String id) {
        return given().contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/uploads/" + id + "/complete")
                .then();
    }

    private static ValidatableResponse problem(
            ValidatableResponse answer, int status, String slug) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", equalTo("urn:rushes:problem:" + slug));
    }

    private static org.hamcrest.Matcher<Iterable<? extends String>> hasOnly(String pointer) {
        return org.hamcrest.Matchers.contains(pointer);
    }

    private void untouched() {
        Scene scene = Studio.scene(set.sceneId());
        assertThat(scene.rawFootageKey()).isNull();
        assertThat(scene.sourceFilename).isNull();
        assertThat(scene.takeNumber).isNull();
        assertThat(scene.analysisStatus()).isEqualTo(AnalysisStatus.NONE);
        assertThat(scene.version).isEqualTo(0);
    }

    /** Not even a version is left. */
    private void gone(String key) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(
                                        s3.listObjectVersions(list ->
                                                        list.bucket(
                                                                        names.of(
                                                                                BucketRole
                                                                                        .RAW_FOOTAGE))
                                                                .prefix(key))
                                                .versions())
                                .isEmpty());
    }

    /** The other tests' messages are in other groups; they are taken from the queue until this scene's comes. */
    private String analysisMessage(UUID sceneId) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                sqs
                                        .receiveMessage(receive ->
                                                receive.queueUrl(queue).maxNumberOfMessages(10))
                                        .messages()
                                        .stream()
                                        .map(message -> message.body())
                                        .filter(body -> body.contains(sceneId.toString()))
                                        .findFirst()
                                        .orElse(""),
                        body -> !body.isEmpty());
    }

    private static Map<String, Object> lifecycle(String storageClass, String archivesAt) {
        Map<String, Object> lifecycle = new HashMap<>();
        lifecycle.put("storageClass", storageClass);
        lifecycle.put("archivesAt", archivesAt);
        lifecycle.put("expiresAt", null);
        return lifecycle;
    }

    private static String base64Sha256(byte[] bytes) {
        return java.util.Base64.getEncoder().encodeToString(digest("SHA-256", bytes));
    }

    private static String hex(String algorithm, byte[] bytes) {
        return HexFormat.of().formatHex(digest(algorithm, bytes));
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
