package dev.rushes.storage.upload;

import static dev.rushes.storage.upload.Uploading.PART;
import static dev.rushes.storage.upload.Uploading.abort;
import static dev.rushes.storage.upload.Uploading.announce;
import static dev.rushes.storage.upload.Uploading.announced;
import static dev.rushes.storage.upload.Uploading.complete;
import static dev.rushes.storage.upload.Uploading.movie;
import static dev.rushes.storage.upload.Uploading.put;
import static dev.rushes.storage.upload.Uploading.putPart;
import static dev.rushes.storage.upload.Uploading.s3UploadId;
import static dev.rushes.storage.upload.Uploading.sendPart;
import static dev.rushes.storage.upload.Uploading.take;
import static dev.rushes.storage.upload.Uploading.untouched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.rushes.common.show.Scene;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.storage.Client;
import dev.rushes.storage.FaultyS3;
import dev.rushes.storage.FaultyS3.Fault;
import dev.rushes.storage.Readiness;
import dev.rushes.storage.StandInsResource;
import dev.rushes.storage.Studio;
import dev.rushes.storage.s3.BucketNames;
import dev.rushes.storage.s3.Content;
import dev.rushes.storage.s3.Presigner;
import dev.rushes.storage.s3.SignedRequest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** In how many ways an upload can go wrong, what its client is told, and that the scene is as it was. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
@Tag("s3")
class WaysToFailTest {
    private static final int SMALL = 1000;
    private static final int LARGE = PART + 1000;
    private static final byte[] FILE = movie(SMALL);
    private static final byte[] LONG_FILE = movie(LARGE);
    private static final List<String> TABLE = new ArrayList<>();

    @Inject S3Client s3;
    @Inject BucketNames names;
    @Inject Presigner presigner;
    @Inject ExpireUploads expiry;

    @Nullable FaultyS3 between;

    private final Studio.Set set = Studio.newSet();

    /** Lets an upload go wrong and returns what its client was told last. */
    interface Way {
        ValidatableResponse go(WaysToFailTest test);
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                way(
                        "a type that no take has",
                        422,
                        "invalid",
                        t -> t.announceWith("contentType", "text/plain")),
                way(
                        "larger than takes may be",
                        422,
                        "invalid",
                        t -> t.announceWith("sizeBytes", (128L << 30) + 1)),
                way(
                        "no such scene",
                        422,
                        "invalid",
                        t -> t.announceWith("sceneId", java.util.UUID.randomUUID())),
                way(
                        "nothing was sent",
                        409,
                        "upload-missing",
                        t -> complete(t.small().getString("id"))),
                way(
                        "no part was sent",
                        409,
                        "upload-missing",
                        t -> complete(t.large().getString("id"))),
                way(
                        "shorter than announced",
                        409,
                        "upload-missing",
                        t -> t.refusedByS3(403, movie(SMALL - 1), Map.of())),
                way(
                        "longer than announced",
                        409,
                        "upload-missing",
                        t -> t.refusedByS3(403, movie(SMALL + 1), Map.of())),
                way(
                        "sent as another type",
                        409,
                        "upload-missing",
                        t -> t.refusedByS3(403, FILE, Map.of("content-type", "text/plain"))),
                way(
                        "other bytes than the SHA-256",
                        409,
                        "upload-missing",
                        WaysToFailTest::otherThanSha256),
                way("sent after the URL's end", 409, "upload-missing", WaysToFailTest::tooLate),
                way(
                        "connection cut while sending",
                        409,
                        "upload-missing",
                        WaysToFailTest::cutWhileSending),
                way(
                        "a document announced as video",
                        409,
                        "upload-refused",
                        t ->
                                t.sent(
                                        "%PDF-1.7 and so on"
                                                .repeat(56)
                                                .substring(0, SMALL)
                                                .getBytes(StandardCharsets.UTF_8))),
                way("a picture announced as video", 409, "upload-refused", WaysToFailTest::picture),
                way(
                        "something else lies under the key",
                        409,
                        "upload-refused",
                        WaysToFailTest::occupied),
                way(
                        "the SHA-256 was kept from S3",
                        409,
                        "upload-refused",
                        WaysToFailTest::withoutSha256),
                way("a part is missing", 409, "upload-missing", WaysToFailTest::partMissing),
                way("a part has another ETag", 409, "upload-missing", WaysToFailTest::partDiffers),
                way("a part is cut off", 409, "upload-missing", WaysToFailTest::partCutOff),
                way(
                        "a part that there cannot be",
                        422,
                        "invalid",
                        t ->
                                complete(
                                        t.large().getString("id"),
                                        List.of(Map.of("number", 3, "etag", "x")))),
                way(
                        "other bytes than the CRC-64/NVME",
                        409,
                        "upload-refused",
                        WaysToFailTest::otherThanCrc),
                way("aborted before", 409, "wrong-state", WaysToFailTest::aborted),
                way("forgotten for a day", 409, "wrong-state", WaysToFailTest::forgotten),
                way("S3 has dropped the parts", 409, "upload-missing", WaysToFailTest::dropped),
                way(
                        "S3 asks to slow down",
                        503,
                        "unavailable",
                        t -> t.faulty(new Fault.Refusal(503, "SlowDown"))),
                way("S3 cannot be reached", 503, "unavailable", t -> t.faulty(new Fault.Cut())),
                way(
                        "S3 is slow",
                        503,
                        "unavailable",
                        t -> t.faulty(new Fault.Slow(Duration.ofSeconds(20)))),
                way(
                        "the service's credentials are over",
                        503,
                        "unavailable",
                        t -> t.faulty(new Fault.Refusal(400, "ExpiredToken"))),
                way(
                        "the service's clock is wrong",
                        503,
                        "unavailable",
                        t -> t.faulty(new Fault.Refusal(403, "RequestTimeTooSkewed"))));
    }

    private static Arguments way(String what, int status, String slug, Way way) {
        return Arguments.of(what, status, slug, way);
    }

    @BeforeEach
    void ready() {
        Readiness.awaited();
    }

    @AfterEach
    void heal() {
        if (between != null) {
            between.heal();
        }
    }

    @AfterAll
    static void print() {
        System.out.println("| # | way | answer | detail | scene |\n|--:|---|---|---|---|");
        for (int i = 0; i < TABLE.size(); i++) {
            System.out.println("| " + (i + 1) + " | " + TABLE.get(i));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void itIsToldAndTheSceneIsAsItWas(String what, int status, String slug, Way way) {
        ValidatableResponse told = Uploading.problem(way.go(this), status, slug);
        if (status == 503) {
            assertThat(told.extract().header("Retry-After")).isEqualTo("5");
        }
        untouched(set);
        JsonPath problem = told.extract().jsonPath();
        String detail =
                problem.getList("errors") == null
                        ? problem.getString("detail")
                        : problem.getString("errors[0].pointer")
                                + " "
                                + problem.getString("errors[0].detail");
        TABLE.add(
                "%s | %d %s | %s | untouched |"
                        .formatted(what, status, slug, detail.replaceAll("[0-9a-f-]{36}", "ID")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysOfScenes")
    void theSceneItselfMayBeInTheWay(String what, String slug, Way way) {
        Uploading.problem(way.go(this), 409, slug);
        TABLE.add("%s | 409 %s | | as it was |".formatted(what, slug));
    }

    static Stream<Arguments> waysOfScenes() {
        return Stream.of(
                Arguments.of(
                        "the scene has footage",
                        "scene-has-footage",
                        (Way) WaysToFailTest::hasFootage),
                Arguments.of(
                        "the scene was deleted", "wrong-state", (Way) WaysToFailTest::sceneGone));
    }

    private ValidatableResponse announceWith(String field, Object value) {
        Map<String, Object> request = take(set, SMALL);
        request.put(field, value);
        return announce(request);
    }

    private JsonPath small() {
        return announced(take(set, SMALL));
    }

    private JsonPath large() {
        return announced(take(set, LARGE));
    }

    private ValidatableResponse sent(byte[] body) {
        JsonPath upload = small();
        assertThat(put(upload, body)).isEqualTo(200);
        return complete(upload.getString("id"));
    }

    private ValidatableResponse refusedByS3(int status, byte[] body, Map<String, String> headers) {
        JsonPath upload = small();
        Map<String, String> all = new java.util.HashMap<>(upload.getMap("headers"));
        all.putAll(headers);
        assertThat(Client.put(upload.getString("url"), all, body).statusCode()).isEqualTo(status);
        return complete(upload.getString("id"));
    }

    private ValidatableResponse otherThanSha256() {
        Map<String, Object> request = take(set, SMALL);
        request.put("sha256", Uploading.sha256(movie(SMALL + 1)));
        JsonPath upload = announced(request);
        assertThat(put(upload, FILE)).isEqualTo(400);
        return complete(upload.getString("id"));
    }

    private ValidatableResponse withoutSha256() {
        Map<String, Object> request = take(set, SMALL);
        request.put("sha256", Uploading.sha256(FILE));
        JsonPath upload = announced(request);
        store(upload, FILE);
        return complete(upload.getString("id"));
    }

    private ValidatableResponse tooLate() {
        JsonPath upload = small();
        SignedRequest brief =
                presigner.put(
                        BucketRole.RAW_FOOTAGE,
                        upload.getString("key"),
                        new Content("video/mp4", SMALL, null, null, false),
                        Duration.ofSeconds(1));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> brief.expiresAt().isBefore(Instant.now().minusMillis(1100)));
        assertThat(Client.put(brief.url(), brief.headers(), FILE).statusCode()).isEqualTo(403);
        Uploading.endUrls(upload.getString("id"), brief.expiresAt());
        return complete(upload.getString("id"));
    }

    private ValidatableResponse cutWhileSending() {
        JsonPath upload = large();
        faults().fail(request -> request.startsWith("PUT "), new Fault.HalfBody(), 1);
        assertThatThrownBy(() -> sendPart(upload, 1, Uploading.slice(LONG_FILE, 1)))
                .isInstanceOf(java.io.UncheckedIOException.class);
        putPart(upload, 2, LONG_FILE);
        return complete(upload.getString("id"));
    }

    private ValidatableResponse picture() {
        byte[] png = new byte[SMALL];
        byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
        System.arraycopy(signature, 0, png, 0, signature.length);
        return sent(png);
    }

    private ValidatableResponse occupied() {
        JsonPath upload = small();
        store(upload, movie(SMALL - 1));
        assertThat(put(upload, FILE)).isEqualTo(412);
        return complete(upload.getString("id"));
    }

    private ValidatableResponse partMissing() {
        JsonPath upload = large();
        putPart(upload, 1, LONG_FILE);
        return complete(upload.getString("id"));
    }

    private ValidatableResponse partDiffers() {
        JsonPath upload = large();
        String first = putPart(upload, 1, LONG_FILE);
        putPart(upload, 2, LONG_FILE);
        return complete(
                upload.getString("id"),
                List.of(
                        Map.of("number", 1, "etag", first),
                        Map.of("number", 2, "etag", "\"another\"")));
    }

    private ValidatableResponse partCutOff() {
        JsonPath upload = large();
        putPart(upload, 1, LONG_FILE);
        String key = upload.getString("key");
        String s3Id = s3UploadId(s3, bucket(), key);
        // Past the signature, which allows no other length.
        s3.uploadPart(
                part -> part.bucket(bucket()).key(key).uploadId(s3Id).partNumber(2),
                RequestBody.fromBytes(new byte[10]));
        return complete(upload.getString("id"));
    }

    private ValidatableResponse otherThanCrc() {
        Map<String, Object> request = take(set, LARGE);
        request.put("crc64nvme", Base64.getEncoder().encodeToString(new byte[8]));
        JsonPath upload = announced(request);
        putPart(upload, 1, LONG_FILE);
        putPart(upload, 2, LONG_FILE);
        return complete(upload.getString("id"));
    }

    private ValidatableResponse aborted() {
        JsonPath upload = small();
        put(upload, FILE);
        abort(upload.getString("id")).statusCode(204);
        return complete(upload.getString("id"));
    }

    private ValidatableResponse forgotten() {
        JsonPath upload = large();
        putPart(upload, 1, LONG_FILE);
        expiry.expire(Instant.now().plus(Duration.ofHours(26)));
        return complete(upload.getString("id"));
    }

    private ValidatableResponse dropped() {
        JsonPath upload = large();
        String key = upload.getString("key");
        String s3Id = s3UploadId(s3, bucket(), key);
        s3.abortMultipartUpload(request -> request.bucket(bucket()).key(key).uploadId(s3Id));
        return complete(upload.getString("id"));
    }

    private ValidatableResponse faulty(Fault fault) {
        JsonPath upload = large();
        putPart(upload, 1, LONG_FILE);
        putPart(upload, 2, LONG_FILE);
        faults().fail(request -> true, fault, Integer.MAX_VALUE);
        return complete(upload.getString("id"));
    }

    private ValidatableResponse hasFootage() {
        JsonPath first = small();
        put(first, FILE);
        complete(first.getString("id")).statusCode(200);
        ValidatableResponse told = sent(FILE);
        assertThat(Studio.scene(set.sceneId()).rawFootageKey()).isEqualTo(first.getString("key"));
        assertThat(Studio.scene(set.sceneId()).analysisDispatch()).isEqualTo(1);
        return told;
    }

    private ValidatableResponse sceneGone() {
        JsonPath upload = small();
        put(upload, FILE);
        QuarkusTransaction.requiringNew().run(() -> Scene.deleteById(set.sceneId()));
        return complete(upload.getString("id"));
    }

    private void store(JsonPath upload, byte[] bytes) {
        s3.putObject(
                object ->
                        object.bucket(bucket())
                                .key(upload.getString("key"))
                                .contentType("video/mp4"),
                RequestBody.fromBytes(bytes));
    }

    private String bucket() {
        return names.of(BucketRole.RAW_FOOTAGE);
    }

    private FaultyS3 faults() {
        assumeThat(between)
                .as("no faults are put before an S3 that is not the stand-in")
                .isNotNull();
        return Objects.requireNonNull(between);
    }
}
