package dev.rushes.storage.download;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.rushes.common.storage.BucketRole;
import dev.rushes.storage.Readiness;
import dev.rushes.storage.StandInsResource;
import dev.rushes.storage.s3.BucketNames;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
@Tag("s3")
class UndeleteTest {
    @Inject S3Client s3;
    @Inject BucketNames names;

    private final String key = "cache/" + UUID.randomUUID() + "/two words.mp4";
    private final String path = "/api/v1/objects/processed-videos/" + key;

    @BeforeEach
    void ready() {
        Readiness.awaited();
    }

    @Test
    void aDeletedObjectSaysSoAndComesBackAsItWas() {
        store("first");
        String version = store("second");
        problem(given().post(path + "/undelete").then(), 409, "wrong-state");

        given().delete(path).then().statusCode(204);
        problem(given().get(path).then(), 404, "not-found")
                .body("detail", containsString("It was deleted at "))
                .body("detail", containsString("/undelete"));
        // Once more, past the service.
        s3.deleteObject(delete -> delete.bucket(bucket()).key(key));

        given().post(path + "/undelete")
                .then()
                .statusCode(200)
                .body("key", equalTo(key))
                .body("versionId", equalTo(version))
                .body("sizeBytes", equalTo(6));
        given().get(path).then().statusCode(200);
        assertThat(s3.getObjectAsBytes(get -> get.bucket(bucket()).key(key)).asUtf8String())
                .isEqualTo("second");
    }

    @Test
    void whatNeverWasCannotComeBack() {
        problem(given().post(path + "/undelete").then(), 404, "not-found");
        problem(given().post("/api/v1/objects/cellar/x/undelete").then(), 404, "not-found");
    }

    private String store(String content) {
        return s3.putObject(
                        object -> object.bucket(bucket()).key(key), RequestBody.fromString(content))
                .versionId();
    }

    private String bucket() {
        return names.of(BucketRole.PROCESSED_VIDEOS);
    }

    private static ValidatableResponse problem(
            ValidatableResponse answer, int status, String slug) {
        return answer.statusCode(status).body("type", equalTo("urn:rushes:problem:" + slug));
    }
}
