package dev.rushes.storage.upload;

import static dev.rushes.storage.upload.Uploading.abort;
import static dev.rushes.storage.upload.Uploading.announced;
import static dev.rushes.storage.upload.Uploading.complete;
import static dev.rushes.storage.upload.Uploading.endUrls;
import static dev.rushes.storage.upload.Uploading.gone;
import static dev.rushes.storage.upload.Uploading.problem;
import static dev.rushes.storage.upload.Uploading.put;
import static dev.rushes.storage.upload.Uploading.read;
import static dev.rushes.storage.upload.Uploading.sha256;
import static dev.rushes.storage.upload.Uploading.untouched;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.rushes.common.show.AnalysisStatus;
import dev.rushes.common.show.Scene;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.storage.Client;
import dev.rushes.storage.Readiness;
import dev.rushes.storage.StandInsResource;
import dev.rushes.storage.Studio;
import dev.rushes.storage.s3.BucketNames;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Takes that go by a single PUT, from their announcement to their scene. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
@Tag("s3")
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
                                List.of("size", "content-type", "first-bytes"),
                                "lifecycle",
                                lifecycle("STANDARD", midnight.toString())));
        Scene scene = Studio.scene(set.sceneId());
        assertThat(scene.sourceFilename).isEqualTo("S01E02-INTRO-TAKE-7.mp4");
        assertThat(scene.takeNumber).isEqualTo(7);
        assertThat(scene.rawFootageKey()).isEqualTo(key);
        assertThat(scene.rawFootageSizeBytes()).isEqualTo(FILE.length);
        assertThat(scene.rawFootageEtag()).isEqualTo(HexFormat.of().formatHex(digest("MD5", FILE)));
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
        request.put("sha256", sha256(FILE));
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
        untouched(set);
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
            request.put("sha256", sha256(FILE));
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

        untouched(set);
        problem(complete(upload.getString("id")), 409, "upload-refused")
                .body("detail", containsString(reason));
        read(upload.getString("id"))
                .body("status", equalTo("refused"))
                .body("refusal", containsString(reason));
        gone(s3, names.of(BucketRole.RAW_FOOTAGE), upload.getString("key"));
    }

    @Test
    void whatNeverArrivedIsMissingAndMayStillCome() {
        JsonPath upload = announced(take("take-1.mp4"));
        problem(complete(upload.getString("id")), 409, "upload-missing")
                .body("detail", containsString("Nothing has arrived yet"));
        untouched(set);
        put(upload, FILE);
        complete(upload.getString("id")).statusCode(200);
    }

    @Test
    void anUploadWhoseUrlIsOverAndThatNobodyCompletedExpires() {
        JsonPath upload = announced(take("take-1.mp4"));
        put(upload, FILE);
        endUrls(upload.getString("id"), Instant.now().minus(Duration.ofHours(25)));
        expiry.expire(Instant.now());
        problem(complete(upload.getString("id")), 409, "wrong-state")
                .body("detail", containsString("expired"));
        untouched(set);
        gone(s3, names.of(BucketRole.RAW_FOOTAGE), upload.getString("key"));
    }

    @Test
    void aMissingUploadWhoseUrlIsOverSaysSo() {
        JsonPath upload = announced(take("take-1.mp4"));
        endUrls(upload.getString("id"), Instant.now().minusSeconds(1));
        problem(complete(upload.getString("id")), 409, "upload-missing")
                .body("detail", containsString("ask for a fresh one"));
    }

    @Test
    void anAbortedUploadIsDeletedAndCannotBeCompleted() {
        JsonPath upload = announced(take("take-1.mp4"));
        put(upload, FILE);
        abort(upload.getString("id")).statusCode(204);
        abort(upload.getString("id")).statusCode(204);
        problem(complete(upload.getString("id")), 409, "wrong-state");
        untouched(set);
        gone(s3, names.of(BucketRole.RAW_FOOTAGE), upload.getString("key"));
    }

    @Test
    void aStoredUploadCannotBeAborted() {
        JsonPath upload = announced(take("take-1.mp4"));
        put(upload, FILE);
        complete(upload.getString("id")).statusCode(200);
        problem(abort(upload.getString("id")), 409, "wrong-state");
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

    private Map<String, Object> take(String filename) {
        Map<String, Object> request = Uploading.take(set, FILE.length);
        request.put("filename", filename);
        return request;
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

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
