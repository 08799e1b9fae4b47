package dev.rushes.storage.upload;

import static dev.rushes.storage.upload.Uploading.PART;
import static dev.rushes.storage.upload.Uploading.abort;
import static dev.rushes.storage.upload.Uploading.announced;
import static dev.rushes.storage.upload.Uploading.complete;
import static dev.rushes.storage.upload.Uploading.gone;
import static dev.rushes.storage.upload.Uploading.movie;
import static dev.rushes.storage.upload.Uploading.parts;
import static dev.rushes.storage.upload.Uploading.problem;
import static dev.rushes.storage.upload.Uploading.putPart;
import static dev.rushes.storage.upload.Uploading.read;
import static dev.rushes.storage.upload.Uploading.s3UploadId;
import static dev.rushes.storage.upload.Uploading.sendPart;
import static dev.rushes.storage.upload.Uploading.slice;
import static dev.rushes.storage.upload.Uploading.take;
import static dev.rushes.storage.upload.Uploading.untouched;
import static dev.rushes.storage.upload.Uploading.url;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.rushes.common.show.Scene;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.storage.Client;
import dev.rushes.storage.Readiness;
import dev.rushes.storage.StandInsResource;
import dev.rushes.storage.Studio;
import dev.rushes.storage.s3.BucketNames;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Files above the limit of a single PUT. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
@Tag("s3")
class PartsTest {
    private static final int COUNT = 4;
    private static final int SIZE = 3 * PART + 1000;
    private static final int LAST = 1000;
    private static final byte[] FILE = movie(SIZE);

    @Inject S3Client s3;
    @Inject BucketNames names;
    @Inject ExpireUploads expiry;

    private final Studio.Set set = Studio.newSet();

    @BeforeEach
    void ready() {
        Readiness.awaited();
    }

    @Test
    void aLargeTakeGoesInPartsAndBecomesItsScenesFootage() {
        JsonPath upload = announced(take(set, SIZE));
        String id = upload.getString("id");
        assertThat(upload.getLong("partSizeBytes")).isEqualTo(PART);
        assertThat(upload.getInt("partCount")).isEqualTo(COUNT);
        assertThat(upload.getList("parts.number")).containsExactly(1, 2, 3, 4);
        assertThat(upload.getInt("parts[3].sizeBytes")).isEqualTo(LAST);
        assertThat(upload.getString("url")).isNull();
        read(id).body("inS3", equalTo("nothing")).body("parts", equalTo(List.of()));

        for (int number = COUNT; number >= 1; number--) {
            putPart(upload, number, FILE);
        }
        JsonPath progress = read(id).body("inS3", equalTo("parts")).extract().jsonPath();
        assertThat(progress.getList("parts.number")).containsExactly(1, 2, 3, 4);
        assertThat(progress.getInt("parts[3].sizeBytes")).isEqualTo(LAST);

        JsonPath stored = complete(id).statusCode(200).extract().jsonPath();
        assertThat(stored.getString("status")).isEqualTo("stored");
        assertThat(stored.getList("verified"))
                .containsExactly("size", "content-type", "first-bytes");
        Scene scene = Studio.scene(set.sceneId());
        assertThat(scene.rawFootageKey()).isEqualTo(upload.getString("key"));
        assertThat(scene.rawFootageSizeBytes()).isEqualTo(SIZE);
        assertThat(scene.rawFootageEtag()).endsWith("-4");
        assertThat(
                        s3.getObjectAsBytes(get ->
                                        get.bucket(bucket())
                                                .key(upload.getString("key"))
                                                .versionId(scene.rawFootageVersionId()))
                                .asByteArray())
                .isEqualTo(FILE);
        assertThat(complete(id).statusCode(200).extract().asString())
                .isEqualTo(complete(id).statusCode(200).extract().asString());
        assertThat(Studio.scene(set.sceneId()).analysisDispatch()).isEqualTo(1);
    }

    @Test
    void anInterruptedUploadIsResumedFromWhatS3Has() {
        JsonPath upload = announced(take(set, SIZE));
        String id = upload.getString("id");
        String etag = putPart(upload, 1, FILE);
        putPart(upload, 3, FILE);
        problem(complete(id), 409, "upload-missing")
                .body("detail", containsString("not arrived: 2, 4."));
        untouched(set);

        // Another client, which knows nothing but the upload's id.
        JsonPath resumed = read(id).extract().jsonPath();
        assertThat(resumed.getList("parts.number")).containsExactly(1, 3);
        assertThat(resumed.getString("parts[0].etag")).isEqualTo(etag.replace("\"", ""));
        JsonPath fresh = parts(id, 4, 2).statusCode(200).extract().jsonPath();
        assertThat(fresh.getList("parts.number")).containsExactly(2, 4);
        for (int number : List.of(2, 4)) {
            putPart(fresh, number, FILE);
        }
        complete(id).statusCode(200);
    }

    @Test
    void theClientsOwnListIsComparedWithWhatS3Has() {
        JsonPath upload = announced(take(set, SIZE));
        String id = upload.getString("id");
        List<Map<String, Object>> sent = new java.util.ArrayList<>();
        for (int number = 1; number <= COUNT; number++) {
            sent.add(Map.of("number", number, "etag", putPart(upload, number, FILE)));
        }
        List<Map<String, Object>> wrong = new java.util.ArrayList<>(sent);
        wrong.set(2, Map.of("number", 3, "etag", "\"another\""));
        problem(complete(id, wrong), 409, "upload-missing")
                .body("detail", containsString("another size: 3."));
        wrong.set(2, Map.of("number", 4, "etag", "x"));
        wrong.set(3, Map.of("number", 5, "etag", "x"));
        wrong.add(Map.of("number", 4, "etag", "x"));
        problem(complete(id, wrong), 422, "invalid")
                .body("errors.pointer", contains("/parts/3/number", "/parts/4/number"));
        untouched(set);
        complete(id, sent).statusCode(200);
    }

    @Test
    void aPartIsSignedForItsLength() {
        JsonPath upload = announced(take(set, SIZE));
        assertThat(sendPart(upload, 4, slice(FILE, 1)).statusCode()).isEqualTo(403);
        assertThat(sendPart(upload, 1, slice(FILE, 4)).statusCode()).isEqualTo(403);
        assertThat(sendPart(upload, 4, slice(FILE, 4)).statusCode()).isEqualTo(200);
    }

    @Test
    void urlsAreGivenAgainAndProlongTheUpload() {
        JsonPath upload = announced(take(set, SIZE));
        String id = upload.getString("id");
        Uploading.endUrls(id, Instant.now().minus(Duration.ofHours(3)));
        JsonPath fresh = parts(id, 1, 1, 2).statusCode(200).extract().jsonPath();
        assertThat(fresh.getList("parts.number")).containsExactly(1, 2);
        assertThat(Instant.parse(fresh.getString("expiresAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(59)),
                        Instant.now().plus(Duration.ofMinutes(61)));
        putPart(fresh, 1, FILE);
        problem(parts(id, 5, 1, 12), 422, "invalid")
                .body("errors.pointer", contains("/numbers/0", "/numbers/2"));
        problem(parts(id, 0), 422, "invalid").body("errors.pointer", contains("/numbers/0"));
        problem(parts(id), 422, "invalid").body("errors.pointer", contains("/numbers"));
    }

    @Test
    void aSinglePutGetsAFreshUrlToo() {
        JsonPath upload = announced(take(set, 1000));
        String id = upload.getString("id");
        JsonPath fresh = parts(id, 1).statusCode(200).extract().jsonPath();
        assertThat(fresh.getString("method")).isEqualTo("PUT");
        assertThat(fresh.getMap("headers")).isEqualTo(upload.getMap("headers"));
        assertThat(Uploading.put(fresh, movie(1000))).isEqualTo(200);
        read(id).body("inS3", equalTo("object"));
        problem(parts(id, 2), 422, "invalid").body("errors.pointer", contains("/numbers/0"));
        complete(id).statusCode(200);
        problem(parts(id, 1), 409, "wrong-state");
    }

    @Test
    void anAbortRemovesThePartsAndEndsTheUrls() {
        JsonPath upload = announced(take(set, SIZE));
        putPart(upload, 1, FILE);
        abort(upload.getString("id")).statusCode(204);
        gone(s3, bucket(), upload.getString("key"));
        assertThat(sendPart(upload, 2, slice(FILE, 2)).statusCode()).isEqualTo(404);
        problem(complete(upload.getString("id")), 409, "wrong-state");
        problem(parts(upload.getString("id"), 1), 409, "wrong-state");
        read(upload.getString("id")).body("status", equalTo("aborted"));
        untouched(set);
    }

    @Test
    void aForgottenUploadExpiresWithItsParts() {
        JsonPath upload = announced(take(set, SIZE));
        putPart(upload, 1, FILE);
        expiry.expire(Instant.now().plus(Duration.ofHours(26)));
        read(upload.getString("id")).body("status", equalTo("expired"));
        gone(s3, bucket(), upload.getString("key"));
    }

    @Test
    void whatS3HasGivenUpIsNotPending() {
        JsonPath upload = announced(take(set, SIZE));
        String key = upload.getString("key");
        String s3Id = s3UploadId(s3, bucket(), key);
        s3.abortMultipartUpload(abort -> abort.bucket(bucket()).key(key).uploadId(s3Id));
        read(upload.getString("id")).body("status", equalTo("expired"));

        JsonPath second = announced(take(set, SIZE));
        String secondKey = second.getString("key");
        String secondId = s3UploadId(s3, bucket(), secondKey);
        s3.abortMultipartUpload(abort -> abort.bucket(bucket()).key(secondKey).uploadId(secondId));
        problem(complete(second.getString("id")), 409, "upload-missing")
                .body("detail", containsString("announce it again"));
        read(second.getString("id")).body("status", equalTo("expired"));
        untouched(set);
    }

    @Test
    void aCompleteThatDiedAfterS3HadJoinedThePartsIsFinished() {
        JsonPath upload = announced(take(set, SIZE));
        String key = upload.getString("key");
        for (int number = 1; number <= COUNT; number++) {
            putPart(upload, number, FILE);
        }
        // What the service does before it dies.
        String s3Id = s3UploadId(s3, bucket(), key);
        List<CompletedPart> joined =
                s3.listParts(list -> list.bucket(bucket()).key(key).uploadId(s3Id)).parts().stream()
                        .map(part ->
                                CompletedPart.builder()
                                        .partNumber(part.partNumber())
                                        .eTag(part.eTag())
                                        .build())
                        .toList();
        s3.completeMultipartUpload(request ->
                request.bucket(bucket())
                        .key(key)
                        .uploadId(s3Id)
                        .multipartUpload(parts -> parts.parts(joined)));
        read(upload.getString("id"))
                .body("status", equalTo("pending"))
                .body("inS3", equalTo("object"));
        complete(upload.getString("id")).statusCode(200);
        assertThat(Studio.scene(set.sceneId()).rawFootageKey()).isEqualTo(key);
    }

    @Test
    void aDocumentThatWasAnnouncedAsVideoIsRefused() {
        byte[] document =
                "%PDF-1.7 and so on"
                        .repeat(SIZE / 18 + 1)
                        .substring(0, SIZE)
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        JsonPath upload = announced(take(set, SIZE));
        for (int number = 1; number <= COUNT; number++) {
            putPart(upload, number, document);
        }
        problem(complete(upload.getString("id")), 409, "upload-refused")
                .body(
                        "detail",
                        equalTo("The file begins like application/pdf, announced was video/mp4."));
        untouched(set);
        gone(s3, bucket(), upload.getString("key"));
    }

    @Test
    void theSameKeyMeansTheSameUploadWithFreshUrls() {
        String key = "k-" + UUID.randomUUID();
        JsonPath first = announcedOnce(key);
        JsonPath second = announcedOnce(key);
        assertThat(second.getString("id")).isEqualTo(first.getString("id"));
        putPart(first, 1, FILE);
        putPart(second, 2, FILE);
        read(first.getString("id")).body("parts.number", contains(1, 2));
    }

    @Test
    void theSameBytesOfTheSameSceneAreNamed() {
        Map<String, Object> request = take(set, 1000);
        request.put("sha256", Uploading.sha256(movie(1000)));
        JsonPath first = announced(request);
        assertThat(first.getString("duplicateOf")).isNull();
        assertThat(Uploading.put(first, movie(1000))).isEqualTo(200);
        complete(first.getString("id"))
                .statusCode(200)
                .body("verified", contains("size", "content-type", "first-bytes", "sha256"));

        request.put("replace", true);
        JsonPath second = announced(request);
        assertThat(second.getString("duplicateOf")).isEqualTo(first.getString("id"));
        request.remove("sha256");
        JsonPath third = announced(request);
        assertThat(third.getString("duplicateOf")).isNull();
        Uploading.put(third, movie(1000));
        complete(third.getString("id"))
                .statusCode(200)
                .body("duplicateOf", equalTo(first.getString("id")));
        read(third.getString("id")).body("duplicateOf", equalTo(first.getString("id")));
        // Another scene may use the same take.
        Studio.Set other = Studio.newSet();
        JsonPath elsewhere = announced(take(other, 1000));
        Uploading.put(elsewhere, movie(1000));
        assertThat(
                        complete(elsewhere.getString("id"))
                                .statusCode(200)
                                .extract()
                                .jsonPath()
                                .getString("duplicateOf"))
                .isNull();
    }

    @Test
    void s3ComparesTheChecksumOfTheWholeWithWhatWasAnnounced() {
        Map<String, Object> request = take(set, SIZE);
        request.put("crc64nvme", Uploading.crc64nvme(FILE));
        JsonPath upload = announced(request);
        for (int number = 1; number <= COUNT; number++) {
            putPart(upload, number, FILE);
        }
        complete(upload.getString("id"))
                .statusCode(200)
                .body("verified", contains("size", "content-type", "first-bytes", "crc64nvme"));

        Studio.Set other = Studio.newSet();
        request = take(other, SIZE);
        request.put("crc64nvme", Uploading.crc64nvme(movie(SIZE + 1)));
        JsonPath wrong = announced(request);
        for (int number = 1; number <= COUNT; number++) {
            putPart(wrong, number, FILE);
        }
        problem(complete(wrong.getString("id")), 409, "upload-refused")
                .body("detail", containsString("checksum"));
        untouched(other);
        gone(s3, bucket(), wrong.getString("key"));
    }

    @Test
    void theUrlOfAPartIsOfNoUseForAnother() {
        JsonPath upload = announced(take(set, SIZE));
        String forged = url(upload, 1).replace("partNumber=1", "partNumber=2");
        assertThat(Client.put(forged, Map.of(), slice(FILE, 1)).statusCode()).isEqualTo(403);
    }

    private JsonPath announcedOnce(String key) {
        return given().header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(take(set, SIZE))
                .post("/api/v1/uploads")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private String bucket() {
        return names.of(BucketRole.RAW_FOOTAGE);
    }
}
