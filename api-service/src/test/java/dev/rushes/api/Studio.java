package dev.rushes.api;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;

/** A studio with things to test on, made over HTTP; only footage is arranged in the database. */
public final class Studio {
    private Studio() {}

    public static RequestSpecification json() {
        return given().contentType(ContentType.JSON);
    }

    public static Response post(String path, String body) {
        return json().body(body).post("/api/v1" + path);
    }

    public static Response post(String path) {
        return given().post("/api/v1" + path);
    }

    public static Response get(String path) {
        return given().get("/api/v1" + path);
    }

    public static UUID show() {
        return id(post("/shows", "{\"name\": \"A show\", \"test\": true}"));
    }

    public static UUID episode(UUID show) {
        return id(post("/episodes", "{\"showId\": \"%s\", \"title\": \"Pilot\"}".formatted(show)));
    }

    /** A scene without footage. */
    public static UUID scene(UUID episode) {
        return id(
                post(
                        "/episodes/" + episode + "/scenes",
                        "{\"name\": \"Intro\", \"sceneNumber\": 1, \"type\": \"intro\"}"));
    }

    /** Footage as an upload leaves it, its analysis waiting; the key. */
    public static String upload(UUID episode, UUID scene) {
        String key =
                "episodes/%s/scenes/%s/%s/take.mp4".formatted(episode, scene, UUID.randomUUID());
        Rows.change(
                "UPDATE scenes SET raw_footage_s3_key = ?, raw_footage_etag = 'etag-1',"
                        + " analysis_status = 'queued', analysis_dispatch = 1,"
                        + " analysis_dispatched_at = now() WHERE id = ?",
                key,
                scene);
        return key;
    }

    /** Ends the analysis of the scene's footage well. */
    public static void analysed(UUID scene, String seconds) {
        Rows.change(
                "UPDATE scenes SET analysis_status = 'done', raw_footage_duration = ?::numeric,"
                        + " raw_footage_metadata = jsonb_build_object('durationSeconds', ?::numeric)"
                        + " WHERE id = ?",
                seconds,
                seconds,
                scene);
    }

    /** Ten analysed seconds in a new episode of a new show. */
    public static Take take() {
        UUID show = show();
        UUID episode = episode(show);
        UUID scene = scene(episode);
        String key = upload(episode, scene);
        analysed(scene, "10");
        return new Take(show, episode, scene, key);
    }

    /** An analysed take. */
    public record Take(UUID show, UUID episode, UUID scene, String key) {
        /** A request for a plan that shows seconds 1 to 3 of it. */
        public String planRequest() {
            return "{\"editStructure\": " + structure("1", "3") + ", \"generatedBy\": \"test\"}";
        }

        /** A document that shows a part of it. */
        public String structure(String start, String end) {
            return """
            {"scenes": [{"sceneId": "%s", "clips": [{"s3Key": "%s", "trim": {"start": %s, "end": %s}}],
              "transitions": ["fade_in"]}], "music": {"enabled": false}, "overlays": []}
            """
                    .formatted(scene, key, start, end);
        }

        public UUID draft() {
            return id(post("/episodes/" + episode + "/edit-plans", planRequest()));
        }

        public UUID submitted() {
            UUID plan = draft();
            post("/edit-plans/" + plan + "/submit").then().statusCode(200);
            return plan;
        }

        public UUID approved() {
            UUID plan = submitted();
            post("/edit-plans/" + plan + "/approve").then().statusCode(200);
            return plan;
        }

        public UUID rejected() {
            UUID plan = draft();
            reject(plan, "pacing_too_slow", "Faster, please.");
            return plan;
        }

        /** Submits a draft and sends it back. */
        public void reject(UUID plan, String feedbackType, String feedback) {
            post("/edit-plans/" + plan + "/submit").then().statusCode(200);
            post(
                            "/edit-plans/" + plan + "/reject",
                            "{\"feedbackType\": \"%s\", \"feedback\": \"%s\"}"
                                    .formatted(feedbackType, feedback))
                    .then()
                    .statusCode(200);
        }

        /** A queued job of a full render. */
        public UUID job() {
            return id(post("/edit-plans/" + approved() + "/render"));
        }
    }

    public static UUID id(Response response) {
        return UUID.fromString(response.then().extract().path("id"));
    }
}
