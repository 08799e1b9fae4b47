package dev.rushes.storage.upload;

import static dev.rushes.storage.upload.Uploading.announce;
import static dev.rushes.storage.upload.Uploading.announced;
import static dev.rushes.storage.upload.Uploading.complete;
import static dev.rushes.storage.upload.Uploading.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.rushes.storage.Readiness;
import dev.rushes.storage.StandInsResource;
import dev.rushes.storage.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused before anything is sent, and that an announcement may be repeated. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
@Tag("s3")
class AnnouncementsTest {
    /** The first box of an MP4 file. */
    private static final byte[] FILE =
            "\0\0\0\u0014ftypisom\0\0\0\0isom".getBytes(StandardCharsets.UTF_8);

    private final Studio.Set set = Studio.newSet();

    @BeforeEach
    void ready() {
        Readiness.awaited();
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
                        complete(upload.getString("id"), List.of(Map.of("number", 1, "etag", "x"))),
                        422,
                        "invalid")
                .body("errors.pointer", hasOnly("/parts"));
    }

    private Map<String, Object> take(String filename) {
        Map<String, Object> request = Uploading.take(set, FILE.length);
        request.put("filename", filename);
        return request;
    }

    private static ValidatableResponse announceOnce(String key, Map<String, Object> request) {
        return given().header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(request)
                .post("/api/v1/uploads")
                .then()
                .statusCode(201)
                .header("Location", containsString("/api/v1/uploads/"));
    }

    private static org.hamcrest.Matcher<Iterable<? extends String>> hasOnly(String pointer) {
        return org.hamcrest.Matchers.contains(pointer);
    }
}
