package dev.rushes.api.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class TrainingTest {
    @Inject EntityManager database;

    private static Response register(String videoId, UUID show, String rest) {
        return Studio.post(
                "/training-data",
                "{\"videoId\": \"%s\", \"sourceType\": \"manual_upload\", \"isUserStyle\": true, \"showId\": \"%s\"%s}"
                        .formatted(videoId, show, rest));
    }

    private static String videoId() {
        return "v" + UUID.randomUUID();
    }

    private static void analysed(Response video, String values) {
        Rows.change(
                "UPDATE ai_training_data SET (analysis_status, analyzed_at, duration_seconds, avg_clip_duration, total_clips, pacing_rhythm,"
                        + " transition_patterns, overlay_usage, text_style, music_presence) = ('done', now(), "
                        + values
                        + ") WHERE id = ?",
                Studio.id(video));
    }

    @Test
    void aVideoIsRegisteredOnce() {
        UUID show = Studio.show();
        String videoId = videoId();
        Response made =
                register(
                        videoId,
                        show,
                        ", \"title\": \"T\", \"url\": \"https://video.example/w?v=1\"");
        made.then()
                .statusCode(201)
                .body("videoId", equalTo(videoId))
                .body("sourceType", equalTo("manual_upload"))
                .body("showId", equalTo(show.toString()))
                .body("title", equalTo("T"))
                .body("url", equalTo("https://video.example/w?v=1"))
                .body("isUserStyle", equalTo(true))
                .body("s3Key", nullValue())
                .body("analysisStatus", equalTo("none"));
        RestAssured.get(made.header("Location"))
                .then()
                .statusCode(200)
                .body("id", equalTo(made.path("id")));
        register(videoId, show, "")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:rushes:problem:conflict"));
        Studio.get("/training-data/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void everyFaultIsNamed() {
        Studio.post(
                        "/training-data",
                        "{\"videoId\": \" \", \"sourceType\": \"tape\", \"url\": \"ftp://a\", \"colour\": 1}")
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        contains("/colour", "/isUserStyle", "/sourceType", "/url", "/videoId"));
        register(videoId(), UUID.randomUUID(), "")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/showId"));
    }

    @Test
    void aFileThatWasUploadedBeforeIsFound() {
        String stored = videoId();
        String pending = videoId();
        for (String[] upload : new String[][] {{stored, "stored"}, {pending, "pending"}}) {
            Rows.change(
                    "INSERT INTO uploads (kind, status, video_id, filename, content_type, size_bytes, bucket, s3_key)"
                            + " VALUES ('training-video', ?, ?, 'x.mp4', 'video/mp4', 1, 'training-data', ?)",
                    upload[1],
                    upload[0],
                    "youtube/" + upload[0] + ".mp4");
        }
        UUID show = Studio.show();
        register(stored, show, "")
                .then()
                .statusCode(201)
                .body("s3Key", equalTo("youtube/" + stored + ".mp4"));
        register(pending, show, "").then().statusCode(201).body("s3Key", nullValue());
    }

    @Test
    void filtersChoose() {
        UUID show = Studio.show();
        String one = register(videoId(), show, "").path("id");
        String two =
                Studio.post(
                                "/training-data",
                                "{\"videoId\": \"%s\", \"sourceType\": \"youtube_inspiration\", \"isUserStyle\": false, \"showId\": \"%s\"}"
                                        .formatted(videoId(), show))
                        .path("id");
        String all =
                Studio.post(
                                "/training-data",
                                "{\"videoId\": \"%s\", \"sourceType\": \"youtube_user\", \"isUserStyle\": true}"
                                        .formatted(videoId()))
                        .path("id");
        Studio.get("/training-data?showId=" + show)
                .then()
                .statusCode(200)
                .body("items.id", contains(two, one));
        Studio.get("/training-data?sourceType=youtube_inspiration&showId=" + show)
                .then()
                .body("items.id", contains(two));
        Studio.get("/training-data?isUserStyle=true&showId=" + show)
                .then()
                .body("items.id", contains(one));
        Studio.get("/training-data?limit=200&sourceType=youtube_user")
                .then()
                .body("items.id", hasItem(all))
                .body("items.sourceType", everyItem(equalTo("youtube_user")));
        Response first = Studio.get("/training-data?limit=1&showId=" + show);
        first.then().body("items.id", contains(two));
        Studio.get("/training-data?limit=1&showId=" + show + "&after=" + first.path("next"))
                .then()
                .body("items.id", contains(one))
                .body("next", nullValue());
        Studio.get("/training-data?sourceType=tape").then().statusCode(400);
        Studio.get("/training-data?isUserStyle=yes").then().statusCode(400);
        Studio.get("/training-data?showId=x")
                .then()
                .statusCode(400)
                .body("detail", containsString("showId"));
    }

    @Test
    void aStyleIsWeightedByDurationAndSaysWhereItComesFrom() {
        UUID show = Studio.show();
        Studio.get("/training-data/style?showId=" + show)
                .then()
                .statusCode(200)
                .body("showId", equalTo(show.toString()))
                .body("analysedVideos", equalTo(0))
                .body("totalDurationSeconds", equalTo(0))
                .body("averageClipSeconds.value", nullValue())
                .body("averageClipSeconds.videos", equalTo(0))
                .body("pacing.shares", anEmptyMap())
                .body("transitionPatterns", anEmptyMap());
        analysed(
                register(videoId(), show, ""),
                """
                100, 2.0, 50, 'fast', '{"shares": {"cut": 0.9, "dissolve": 0.1}, "favourite": "cut"}',
                '{"perMinute": 3, "places": ["top_right", "top_left"]}', '{"case": "upper", "outline": true}', true
                """);
        analysed(
                register(videoId(), show, ""),
                """
                300, 6.0, 50, 'slow', '{"shares": {"cut": 0.5}, "favourite": "dissolve"}',
                '{"perMinute": 1, "places": ["top_right"]}', NULL, false
                """);
        register(videoId(), show, "");
        Studio.get("/training-data/style?showId=" + show)
                .then()
                .statusCode(200)
                .body("analysedVideos", equalTo(2))
                .body("totalDurationSeconds", equalTo(400.0f))
                .body("averageClipSeconds.value", equalTo(5))
                .body("averageClipSeconds.videos", equalTo(2))
                .body("clipsPerMinute.value", equalTo(15))
                .body("pacing.shares.fast", equalTo(0.25f))
                .body("pacing.shares.slow", equalTo(0.75f))
                .body("pacing.videos", equalTo(2))
                .body("music.value", equalTo(0.25f))
                .body("transitionPatterns.shares.cut.average", equalTo(0.6f))
                .body("transitionPatterns.shares.cut.videos", equalTo(2))
                .body("transitionPatterns.shares.dissolve.average", equalTo(0.1f))
                .body("transitionPatterns.shares.dissolve.videos", equalTo(1))
                .body("transitionPatterns.favourite.shares.dissolve", equalTo(0.75f))
                .body("overlayUsage.perMinute.average", equalTo(1.5f))
                .body("overlayUsage.places.shares.top_right", equalTo(1))
                .body("overlayUsage.places.shares.top_left", equalTo(0.25f))
                .body("textStyle.case.shares.upper", equalTo(1))
                .body("textStyle.case.videos", equalTo(1))
                .body("textStyle.outline.shares.true", equalTo(1));
        Studio.get("/training-data/style?showId=" + UUID.randomUUID()).then().statusCode(404);
        Studio.get("/training-data/style?showId=x").then().statusCode(400);
        Studio.get("/training-data/style").then().statusCode(200).body("showId", nullValue());
    }

    @Test
    void theLookOfFewerThanThreeVideosIsToldAndNotFollowed() {
        UUID show = Studio.show();
        String video =
                "60, 2.0, 30, 'fast', '{\"shares\": {\"cut\": 0.9, \"dissolve\": 0.1}}', NULL, NULL, true";
        analysed(register(videoId(), show, ""), video);
        analysed(register(videoId(), show, ""), video);
        Studio.get("/training-data/style?showId=" + show)
                .then()
                .body("learned.music.value", equalTo(1))
                .body("learned.music.samples", equalTo(2))
                .body("learned.music.followed", equalTo(false))
                .body(
                        "learned.music.explanation",
                        equalTo("part with music, by length; not followed: fewer than 3 videos"))
                .body("learned.averageClip.followed", equalTo(false))
                .body("learned.pacing.shares.fast", equalTo(1))
                .body("learned.pacing.followed", equalTo(false))
                .body("learned.videoChanges.followed", equalTo(false));
        analysed(register(videoId(), show, ""), video);
        Studio.get("/training-data/style?showId=" + show)
                .then()
                .body("learned.music.samples", equalTo(3))
                .body("learned.music.followed", equalTo(true))
                .body("learned.music.explanation", equalTo("part with music, by length"))
                .body("learned.averageClip.followed", equalTo(true))
                .body("learned.pacing.followed", equalTo(true))
                .body("learned.videoChanges.followed", equalTo(true));
    }

    @Test
    void aShowLearnsFromItsOwnPeopleAndOthersDoNot() {
        Studio.Take take = Studio.take();
        String own = Studio.get("/episodes/" + take.episode()).path("showId");
        for (int i = 0; i < 50; i++) {
            decided(
                    take,
                    """
                    {"actionType": "TRIM_CLIP", "beforeState": {"start": %1$d, "end": 20}, "afterState": {"start": %1$d.4, "end": 20}}
                    """
                            .formatted(i % 5));
        }
        for (int i = 0; i < 5; i++) {
            decided(
                    take,
                    """
                    {"actionType": "CHANGE_TRANSITION", "beforeState": {"transition": "cut"}, "afterState": {"transition": %s}}
                    """
                            .formatted(i < 4 ? "{\"type\": \"dissolve\"}" : "\"cut\""));
        }
        decided(
                take,
                """
                {"actionType": "TRIM_CLIP", "aiSuggested": true, "beforeState": {"start": 9, "end": 20}, "afterState": {"start": 0, "end": 1}}
                """);
        Studio.get("/training-data/style?showId=" + own)
                .then()
                .statusCode(200)
                .body("learned.inPoint.value", equalTo(0.37f))
                .body("learned.inPoint.samples", equalTo(50))
                .body("learned.inPoint.source", equalTo("editing_decisions"))
                .body("learned.inPoint.explanation", containsString("0.400 s"))
                .body("learned.outPoint.value", equalTo(0f))
                .body("learned.transitions.shares.dissolve", equalTo(0.8f))
                .body("learned.transitions.samples", equalTo(5))
                .body("learned.lastTake.value", nullValue());
        Studio.get("/training-data/style?showId=" + Studio.show())
                .then()
                .statusCode(200)
                .body("learned.inPoint.value", nullValue())
                .body("learned.inPoint.samples", equalTo(0))
                .body("learned.transitions.shares", anEmptyMap());
    }

    @Test
    void whichTakesPeopleChooseIsAskedOnceHoweverManyChoicesThereAre() {
        UUID show = Studio.show();
        takesChosen(show, 5);
        Statistics statistics = database.unwrap(Session.class).getSessionFactory().getStatistics();
        statistics.setStatisticsEnabled(true);
        try {
            long few = statementsOfAStyle(statistics, show, 5);
            takesChosen(show, 30);
            assertThat(statementsOfAStyle(statistics, show, 35)).isLessThan(few + 10);
        } finally {
            statistics.setStatisticsEnabled(false);
        }
    }

    private static long statementsOfAStyle(Statistics statistics, UUID show, int choices) {
        statistics.clear();
        Studio.get("/training-data/style?showId=" + show)
                .then()
                .statusCode(200)
                .body("learned.lastTake.value", equalTo(1f))
                .body("learned.firstTake.value", equalTo(0f))
                .body("learned.lastTake.samples", equalTo(choices));
        return statistics.getPrepareStatementCount();
    }

    /** Episodes with a scene of two takes each, of which the second was chosen. */
    private static void takesChosen(UUID show, int episodes) {
        for (int i = 0; i < episodes; i++) {
            UUID episode = Studio.episode(show);
            UUID first = Studio.scene(episode);
            UUID last = Studio.scene(episode);
            for (UUID take : List.of(first, last)) {
                Rows.change(
                        "UPDATE scenes SET scene_number = 1, take_number = ? WHERE id = ?",
                        take.equals(first) ? 1 : 2,
                        take);
            }
            Studio.post(
                            "/episodes/" + episode + "/editing-decisions",
                            "{\"actionType\": \"SELECT_TAKE\", \"sceneId\": \"%s\"}"
                                    .formatted(last))
                    .then()
                    .statusCode(201);
        }
    }

    @Test
    void aFailedAnalysisIsStartedAgainWithAllItsTries() {
        UUID id = Studio.id(register(videoId(), Studio.show(), ""));
        String path = "/training-data/" + id + "/analysis";
        Studio.post(path).then().statusCode(409).body("detail", containsString("no file yet"));
        Rows.change(
                "UPDATE ai_training_data SET s3_key = 'youtube/v.mp4', analysis_status = 'failed',"
                        + " analysis_attempt = 3, analysis_error = 'S3 was away' WHERE id = ?",
                id);
        Studio.post(path)
                .then()
                .statusCode(202)
                .header("Location", endsWith("/api/v1/training-data/" + id))
                .body("analysisStatus", equalTo("queued"))
                .body("analysisError", nullValue());
        assertThat(
                        Rows.value(
                                "SELECT analysis_attempt::text FROM ai_training_data WHERE id = ?",
                                id))
                .isEqualTo("4");
        Studio.post(path).then().statusCode(409).body("detail", containsString("queued"));
        Studio.post("/training-data/" + UUID.randomUUID() + "/analysis").then().statusCode(404);
    }

    @Test
    void aStyleThatIsFollowedIsNotUnlearnt() {
        Studio.Take take = Studio.take();
        String show = Studio.get("/episodes/" + take.episode()).path("showId");
        for (int i = 0; i < 10; i++) {
            decided(
                    take,
                    """
                    {"actionType": "TRIM_CLIP", "beforeState": {"trim": {"start": 1, "end": 2}}, "afterState": {"trim": {"start": 1, "end": 2}},
                     "context": {"learned": {"in": 0.4}}}
                    """);
        }
        Studio.get("/training-data/style?showId=" + show)
                .then()
                .body("learned.inPoint.value", equalTo(0.286f));
    }

    /** In a row of a plan there and back again: what stands there in the end counts, once. */
    @Test
    void aRowOfAPlanCountsOnceAsItStandsInTheEnd() {
        Studio.Take take = Studio.take();
        String show = Studio.get("/episodes/" + take.episode()).path("showId");
        for (int i = 0; i < 10; i++) {
            String row =
                    ", \"aiSuggested\": true, \"context\": {\"accepted\": true, \"rowId\": \"row-%d\"}}"
                            .formatted(i);
            decided(take, trim("1.0", "1.8") + row);
            decided(take, trim("1.8", i < 8 ? "1.4" : "1.0") + row);
            decided(take, transition("cut", "dissolve") + row);
            decided(take, transition("dissolve", i < 5 ? "cut" : "dissolve") + row);
        }
        // Picked first and turned down then: nobody wanted it.
        String refused =
                ", \"aiSuggested\": true, \"context\": {\"accepted\": %s, \"rowId\": \"refused\"}}";
        decided(take, transition("cut", "wipe_left") + refused.formatted("true"));
        decided(take, transition("wipe_left", "slide_up") + refused.formatted("false"));
        Studio.get("/training-data/style?showId=" + show)
                .then()
                .body("learned.inPoint.samples", equalTo(10))
                .body("learned.inPoint.value", equalTo(0.286f))
                .body("learned.transitions.samples", equalTo(10))
                .body("learned.transitions.shares.dissolve", equalTo(0.5f))
                .body("learned.transitions.shares.cut", equalTo(0.5f));
    }

    /** Refusals, however many, leave room for what people chose before them. */
    @Test
    void refusalsDoNotCrowdOutWhatPeopleChose() {
        Studio.Take take = Studio.take();
        String show = Studio.get("/episodes/" + take.episode()).path("showId");
        for (int i = 0; i < 6; i++) {
            decided(take, transition("cut", "dissolve") + "}");
        }
        Rows.change(
                "INSERT INTO editing_decisions (id, episode_id, action_type, after_state, context, ai_suggested, created_at)"
                        + " SELECT gen_random_uuid(), ?, 'CHANGE_TRANSITION', '{\"transition\": \"cut\"}'::jsonb,"
                        + " '{\"accepted\": false}'::jsonb, true, now() + interval '1 s' FROM generate_series(1, 250)",
                take.episode());
        Studio.get("/training-data/style?showId=" + show)
                .then()
                .body("learned.transitions.samples", equalTo(6))
                .body("learned.transitions.shares.dissolve", equalTo(1f));
    }

    private static String trim(String from, String to) {
        return "{\"actionType\": \"TRIM_CLIP\", \"beforeState\": {\"start\": %s, \"end\": 9}, \"afterState\": {\"start\": %s, \"end\": 9}"
                .formatted(from, to);
    }

    private static String transition(String from, String to) {
        return "{\"actionType\": \"CHANGE_TRANSITION\", \"beforeState\": {\"transition\": \"%s\"}, \"afterState\": {\"transition\": \"%s\"}"
                .formatted(from, to);
    }

    private static void decided(Studio.Take take, String decision) {
        Studio.post("/episodes/" + take.episode() + "/editing-decisions", decision)
                .then()
                .statusCode(201);
    }
}
