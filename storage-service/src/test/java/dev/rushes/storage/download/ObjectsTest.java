package dev.rushes.storage.download;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.common.storage.BucketRole;
import dev.rushes.storage.Client;
import dev.rushes.storage.Readiness;
import dev.rushes.storage.StandInsResource;
import dev.rushes.storage.s3.BucketNames;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.StorageClass;

@Tag("s3")
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class ObjectsTest {
    @Inject S3Client s3;
    @Inject BucketNames names;

    private final String prefix = "episodes/" + UUID.randomUUID() + "/";

    @BeforeEach
    void ready() {
        Readiness.awaited();
    }

    @Test
    void aListComesInPagesInTheOrderOfKeys() {
        store(prefix + "c", "3");
        store(prefix + "a", "1");
        store(prefix + "b", "22");
        JsonPath first = list(Map.of("limit", 2)).statusCode(200).extract().jsonPath();
        assertThat(first.getList("items.key")).containsExactly(prefix + "a", prefix + "b");
        assertThat(first.getList("items.sizeBytes")).containsExactly(1, 2);
        list(Map.of("limit", 2, "after", first.getString("next")))
                .statusCode(200)
                .body("items.key", contains(prefix + "c"))
                .body("next", nullValue());
        given().queryParams("bucket", "raw-footage", "prefix", prefix)
                .get("/api/v1/objects")
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    @Test
    void wrongParametersAreNamed() {
        problem(given().get("/api/v1/objects").then(), 400, "malformed-request");
        problem(list(Map.of("limit", 0)), 400, "malformed-request");
        problem(list(Map.of("limit", "x")), 400, "malformed-request");
        problem(list(Map.of("after", "%%%")), 400, "malformed-request");
        problem(given().get("/api/v1/objects/cellar/x").then(), 404, "not-found");
    }

    @Test
    void anObjectIsReadWithItsLifecycleAndDeleted() {
        String key = prefix + "final/1/clip one.mp4";
        store(key, "video");
        String path = "/api/v1/objects/processed-videos/" + key;
        Instant end =
                Instant.now()
                        .plus(Duration.ofDays(180))
                        .truncatedTo(ChronoUnit.DAYS)
                        .plus(Duration.ofDays(1));
        given().get(path)
                .then()
                .statusCode(200)
                .body("key", equalTo(key))
                .body("sizeBytes", equalTo(5))
                .body("contentType", equalTo("video/mp4"))
                .body("lifecycle.storageClass", equalTo("STANDARD"))
                .body("lifecycle.archivesAt", nullValue())
                .body("lifecycle.expiresAt", equalTo(end.toString()));
        given().delete(path).then().statusCode(204);
        problem(given().get(path).then(), 404, "not-found");
        problem(given().delete(path).then(), 404, "not-found");
    }

    @Test
    void aDownloadHasTheNameThatWasAskedFor() {
        store(prefix + "x.mp4", "video");
        JsonPath download =
                download(
                                Map.of(
                                        "bucket",
                                        "processed-videos",
                                        "key",
                                        prefix + "x.mp4",
                                        "filename",
                                        "Pilot – Schnitt \"2\".mp4"))
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        HttpResponse<byte[]> file = Client.get(download.getString("url"));
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).asString().isEqualTo("video");
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValue(
                        "attachment; filename=\"Pilot_Schnitt_2_.mp4\";"
                                + " filename*=UTF-8''Pilot%20%E2%80%93%20Schnitt%20%222%22.mp4");
        assertThat(Instant.parse(download.getString("expiresAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(59)),
                        Instant.now().plus(Duration.ofMinutes(60)));
    }

    @Test
    void aUrlHoldsAsLongAsAskedButNotOverSevenDays() {
        store(prefix + "x.mp4", "video");
        assertThat(expiry(90)).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(90));
        assertThat(expiry(Duration.ofDays(30).toSeconds()))
                .isBetween(Duration.ofDays(7).minusMinutes(1), Duration.ofDays(7));
    }

    @Test
    void whatIsArchivedMustBeRestoredFirst() {
        String key = prefix + "old.mp4";
        s3.putObject(
                object ->
                        object.bucket(names.of(BucketRole.PROCESSED_VIDEOS))
                                .key(key)
                                .storageClass(StorageClass.GLACIER),
                RequestBody.fromString("video"));
        problem(download(Map.of("bucket", "processed-videos", "key", key)), 409, "object-archived");
    }

    @Test
    void wrongDownloadsAreRefused() {
        problem(
                download(Map.of("bucket", "processed-videos", "key", prefix + "no")),
                404,
                "not-found");
        problem(
                        download(
                                Map.of("bucket", "cellar", "expiresInSeconds", 0, "colour", "red")),
                        422,
                        "invalid")
                .body(
                        "errors.pointer",
                        contains("/bucket", "/colour", "/expiresInSeconds", "/key"));
        problem(
                given().contentType(ContentType.JSON).post("/api/v1/downloads").then(),
                422,
                "invalid");
    }

    private Duration expiry(long seconds) {
        String end =
                download(
                                Map.of(
                                        "bucket",
                                        "processed-videos",
                                        "key",
                                        prefix + "x.mp4",
                                        "expiresInSeconds",
                                        seconds))
                        .statusCode(200)
                        .extract()
                        .path("expiresAt");
        return Duration.between(Instant.now(), Instant.parse(end));
    }

    private void store(String key, String content) {
        s3.putObject(
                object ->
                        object.bucket(names.of(BucketRole.PROCESSED_VIDEOS))
                                .key(key)
                                .contentType("video/mp4"),
                RequestBody.fromString(content));
    }

    private ValidatableResponse list(Map<String, Object> more) {
        return given().queryParams("bucket", "processed-videos", "prefix", prefix)
                .queryParams(more)
                .get("/api/v1/objects")
                .then();
    }

    private static ValidatableResponse download(Map<String, Object> request) {
        return given().contentType(ContentType.JSON).body(request).post("/api/v1/downloads").then();
    }

    private static ValidatableResponse problem(
            ValidatableResponse answer, int status, String slug) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:rushes:problem:" + slug));
    }
}
