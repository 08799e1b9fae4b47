package dev.rushes.api.plan.choice;

import static org.hamcrest.Matchers.equalTo;

import dev.rushes.api.Rows;
import dev.rushes.api.Studio;
import dev.rushes.api.planner.Analyses;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;

/** An episode with takes that the analysis has seen already; arranged in the database, as the worker would leave them. */
record Shoot(UUID show, UUID episode) {
    static Shoot ofShow(UUID show) {
        return new Shoot(
                show,
                Studio.id(
                        Studio.post(
                                "/episodes",
                                "{\"showId\": \"%s\", \"title\": \"Pilot\", \"aiEditEnabled\": true}"
                                        .formatted(show))));
    }

    /**
     * A training video of a minute that the analysis has seen already.
     *
     * @param figures columns of ai_training_data with their values, as in an UPDATE
     */
    static void seenVideo(UUID show, String figures) {
        UUID video =
                Studio.id(
                        Studio.post(
                                "/training-data",
                                "{\"videoId\": \"v%s\", \"sourceType\": \"manual_upload\", \"isUserStyle\": true, \"showId\": \"%s\"}"
                                        .formatted(UUID.randomUUID(), show)));
        Rows.change(
                "UPDATE ai_training_data SET analysis_status = 'done', analyzed_at = now(), duration_seconds = 60, "
                        + figures
                        + " WHERE id = ?",
                video);
    }

    /** Three scenes: two takes of the first and the second, the better one last; one of the third. */
    static Shoot usual() {
        return usual(Studio.show());
    }

    static Shoot usual(UUID show) {
        Shoot shoot = ofShow(show);
        shoot.take(1, "intro", 1, 8, 0.2, 1, 3, 3.5, 6);
        shoot.take(1, "intro", 2, 8, 0.7, 1.2, 3.2, 3.7, 6.2);
        shoot.take(2, "main", 1, 10, 0.3, 1, 4, 5.5, 8);
        shoot.take(2, "main", 2, 10, 0.7, 1.1, 4.1, 5.6, 8.1);
        shoot.take(3, "outro", 1, 7, 0.7, 1, 3, 3.4, 5);
        return shoot;
    }

    /**
     * A take.
     *
     * @param edges begin and end of each phrase
     */
    UUID take(
            int scene, String type, int number, double seconds, double sharpness, double... edges) {
        UUID id =
                Studio.id(
                        Studio.post(
                                "/episodes/" + episode + "/scenes",
                                "{\"name\": \"Scene %d\", \"sceneNumber\": %d, \"type\": \"%s\"}"
                                        .formatted(scene, scene, type)));
        Studio.upload(episode, id);
        Rows.change(
                "UPDATE scenes SET analysis_status = 'done', take_number = ?, raw_footage_duration = ?,"
                        + " source_filename = ?, raw_footage_metadata = ?::jsonb WHERE id = ?",
                number,
                java.math.BigDecimal.valueOf(seconds),
                "S%d-TAKE-%d.mp4".formatted(scene, number),
                "{\"durationSeconds\": %s, \"video\": {\"displayWidth\": 1920, \"displayHeight\": 1080}, \"audio\": {}, \"analysis\": %s}"
                        .formatted(
                                seconds,
                                Analyses.of(
                                                seconds,
                                                sharpness,
                                                0.4,
                                                Analyses.steady(seconds, 0.1),
                                                edges)
                                        .toJson()),
                id);
        return id;
    }

    Response generate(String body) {
        return Studio.post("/episodes/" + episode + "/edit-plans/generate", body);
    }

    /** A generated plan. */
    UUID plan(String body) {
        Response started = generate(body);
        started.then().statusCode(202);
        return result(started);
    }

    /** A plan that a person makes of another one, by an SQL expression on its {@code edit_structure}. */
    UUID plan(UUID other, String structure) {
        return Studio.id(
                Studio.post(
                        "/episodes/" + episode + "/edit-plans",
                        "{\"editStructure\": %s}"
                                .formatted(
                                        Rows.value(
                                                "SELECT "
                                                        + structure
                                                        + " FROM ai_edit_plans WHERE id = ?",
                                                other))));
    }

    /** What the started task made. */
    static UUID result(Response started) {
        String task = started.header("Location").replaceAll(".*/tasks/", "");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        Studio.get("/tasks/" + task).then().body("status", equalTo("completed")));
        String result = Studio.get("/tasks/" + task).then().extract().path("resultUrl");
        return UUID.fromString(result.replaceAll(".*/edit-plans/", ""));
    }

    static UUID row(UUID plan, String pointer) {
        return UUID.fromString(
                Studio.get("/edit-plans/" + plan + "/decisions?limit=100")
                        .then()
                        .extract()
                        .path("items.find { it.pointer == '%s' }.id".formatted(pointer)));
    }

    /** Submits a plan and sends it back. */
    static void reject(UUID plan, String type, String feedback) {
        Studio.post("/edit-plans/" + plan + "/submit").then().statusCode(200);
        Studio.post(
                        "/edit-plans/" + plan + "/reject",
                        "{\"feedbackType\": \"%s\", \"feedback\": \"%s\"}"
                                .formatted(type, feedback))
                .then()
                .statusCode(200);
    }
}
