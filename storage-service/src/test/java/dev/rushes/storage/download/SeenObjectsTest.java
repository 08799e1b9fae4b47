package dev.rushes.storage.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.rushes.common.security.Role;
import dev.rushes.storage.Client;
import dev.rushes.storage.Readiness;
import dev.rushes.storage.StandInsResource;
import dev.rushes.storage.Studio;
import dev.rushes.storage.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may do what with uploads and objects, and what a token that names shows does not see. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
@Tag("s3")
class SeenObjectsTest {
    /** Begins like an MP4 file. */
    private static final byte[] BYTES =
            "\0\0\0\24ftypisom\0\0\0\0isom".getBytes(StandardCharsets.UTF_8);

    @BeforeEach
    void bucketsAreThere() {
        Readiness.awaited();
    }

    @Test
    void withoutATokenNothingIsAnswered() {
        for (String path : List.of("/objects?bucket=raw-footage", "/buckets", "/uploads/x")) {
            problem(Tokens.none().get("/api/v1" + path), 401, "unauthenticated");
        }
        problem(
                Tokens.with("a.b.c").get("/api/v1/objects?bucket=raw-footage"),
                401,
                "unauthenticated");
    }

    @Test
    void rolesDecideWhoUploadsDownloadsAndDeletes() {
        Studio.Set studio = Studio.newSet();
        problem(announce(Tokens.of(Role.VIEWER), take(studio)), 403, "forbidden");
        problem(announce(Tokens.of(Role.OPERATOR), take(studio)), 403, "forbidden");
        problem(announce(Tokens.of(Role.EDITOR), finished(studio)), 403, "forbidden");
        announce(Tokens.of(Role.OPERATOR), finished(studio)).then().statusCode(201);
        String key = stored(studio);
        String object = "/api/v1/objects/raw-footage/" + key;
        Tokens.with(Tokens.of(Role.VIEWER)).get(object).then().statusCode(200);
        download(Tokens.of(Role.VIEWER), key).then().statusCode(200);
        for (String role : List.of(Role.VIEWER, Role.EDITOR, Role.APPROVER)) {
            problem(Tokens.with(Tokens.of(role)).delete(object), 403, "forbidden");
            problem(Tokens.with(Tokens.of(role)).get("/api/v1/buckets"), 403, "forbidden");
            problem(Tokens.with(Tokens.of(role)).post("/api/v1/buckets/apply"), 403, "forbidden");
        }
        Tokens.with(Tokens.of(Role.OPERATOR)).get("/api/v1/buckets").then().statusCode(200);
        Tokens.with(Tokens.of(Role.OPERATOR)).delete(object).then().statusCode(204);
    }

    @Test
    void objectsOfAnotherShowAreNotThere() {
        Studio.Set studio = Studio.newSet();
        String key = stored(studio);
        String own = Tokens.ofShows(studio.showId());
        String other = Tokens.ofShows(Studio.newSet().showId());
        String object = "/api/v1/objects/raw-footage/" + key;
        Tokens.with(own).get(object).then().statusCode(200);
        download(own, key).then().statusCode(200);
        problem(Tokens.with(other).get(object), 404, "not-found");
        problem(Tokens.with(other).delete(object), 404, "not-found");
        problem(download(other, key), 404, "not-found");
        assertThat(keys(own, "episodes/" + studio.episodeId())).containsExactly(key);
        assertThat(keys(other, "episodes/" + studio.episodeId())).isEmpty();
        assertThat(keys(other, "")).doesNotContain(key);
    }

    @Test
    void ofAnotherShowsObjectNotEvenItsDeletionIsTold() {
        Studio.Set studio = Studio.newSet();
        String key = stored(studio);
        String own = Tokens.ofShows(studio.showId());
        String other = Tokens.ofShows(Studio.newSet().showId());
        String object = "/api/v1/objects/raw-footage/" + key;
        problem(Tokens.with(other).post(object + "/undelete"), 404, "not-found");
        Tokens.with(own).delete(object).then().statusCode(204);
        problem(Tokens.with(other).get(object), 404, "not-found")
                .then()
                .body("detail", not(containsString("deleted")));
        problem(Tokens.with(other).post(object + "/undelete"), 404, "not-found")
                .then()
                .body("detail", not(containsString("deleted")));
        problem(Tokens.with(own).get(object), 404, "not-found")
                .then()
                .body("detail", containsString("It was deleted at "));
        problem(Tokens.with(Tokens.of(Role.EDITOR)).post(object + "/undelete"), 403, "forbidden");
        Tokens.with(own).post(object + "/undelete").then().statusCode(200);
        Tokens.with(own).get(object).then().statusCode(200);
    }

    @Test
    void uploadsOfAnotherShowAreNotThere() {
        Studio.Set studio = Studio.newSet();
        String own = Tokens.ofShows(studio.showId());
        String other = Tokens.ofShows(Studio.newSet().showId());
        String id = announce(own, take(studio)).then().statusCode(201).extract().path("id");
        Tokens.with(own).get("/api/v1/uploads/" + id).then().statusCode(200);
        problem(Tokens.with(other).get("/api/v1/uploads/" + id), 404, "not-found");
        problem(Tokens.with(other).post("/api/v1/uploads/" + id + "/complete"), 404, "not-found");
        problem(Tokens.with(other).delete("/api/v1/uploads/" + id), 404, "not-found");
        problem(announce(other, take(studio)), 422, "invalid")
                .then()
                .body("errors[0].detail", equalTo("there is no such episode"));
        problem(announce(other, asset(studio)), 422, "invalid")
                .then()
                .body("errors[0].detail", equalTo("there is no such show"));
    }

    private static String stored(Studio.Set studio) {
        Response upload = announce(Tokens.DEFAULT, take(studio));
        Map<String, String> headers = upload.then().statusCode(201).extract().path("headers");
        Client.put(upload.path("url"), headers, BYTES);
        Tokens.with(Tokens.DEFAULT)
                .post("/api/v1/uploads/" + upload.path("id") + "/complete")
                .then()
                .statusCode(200);
        return upload.path("key");
    }

    private static String take(Studio.Set studio) {
        return """
        {"kind": "raw-footage", "episodeId": "%s", "sceneId": "%s", "filename": "take.mp4",
         "contentType": "video/mp4", "sizeBytes": %d}
        """
                .formatted(studio.episodeId(), studio.sceneId(), BYTES.length);
    }

    private static String finished(Studio.Set studio) {
        return """
        {"kind": "processed-video", "episodeId": "%s", "filename": "final.mp4",
         "contentType": "video/mp4", "sizeBytes": 5}
        """
                .formatted(studio.episodeId());
    }

    private static String asset(Studio.Set studio) {
        return """
        {"kind": "asset", "showId": "%s", "role": "overlay", "filename": "logo-%s.png",
         "contentType": "image/png", "sizeBytes": 5}
        """
                .formatted(studio.showId(), UUID.randomUUID());
    }

    private static Response announce(String token, String body) {
        return Tokens.with(token).contentType(ContentType.JSON).body(body).post("/api/v1/uploads");
    }

    private static Response download(String token, String key) {
        return Tokens.with(token)
                .contentType(ContentType.JSON)
                .body("{\"bucket\": \"raw-footage\", \"key\": \"%s\"}".formatted(key))
                .post("/api/v1/downloads");
    }

    private static List<String> keys(String token, String prefix) {
        return Tokens.with(token)
                .queryParam("bucket", "raw-footage")
                .queryParam("prefix", prefix)
                .get("/api/v1/objects")
                .then()
                .statusCode(200)
                .extract()
                .path("items.key");
    }

    private static Response problem(Response response, int status, String slug) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", endsWith(":" + slug));
        return response;
    }
}
