package dev.rushes.api.plan.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each kind of feedback, seen in the difference between the rejected plan and the one that follows. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class FeedbackRevisionsTest {
    @Test
    void tooSlowBecomesShorterAtPausesAndTransitions() {
        JsonPath diff = diff(slow(), "pacing_too_slow", "It drags.");
        assertThat(kinds(diff))
                .contains("transition_changed")
                .containsAnyOf("clip_added", "clip_retimed");
        assertThat(diff.getDouble("durationAfterSeconds"))
                .isLessThan(diff.getDouble("durationBeforeSeconds"));
    }

    @Test
    void tooFastGetsAirAndDissolves() {
        JsonPath diff =
                diff(Shoot.usual().plan("{\"pacing\": \"fast\"}"), "pacing_too_fast", "Hectic.");
        assertThat(kinds(diff)).contains("transition_changed", "clip_retimed");
        assertThat(diff.getDouble("durationAfterSeconds"))
                .isGreaterThan(diff.getDouble("durationBeforeSeconds"));
    }

    @Test
    void jarringTransitionsBecomeDissolves() {
        UUID plan = Shoot.usual().plan("{\"pacing\": \"fast\"}");
        UUID next = revised(plan, "transitions_jarring", "The cuts jump.");
        assertThat(kinds(diff(next, plan))).contains("transition_changed");
        Studio.get("/edit-plans/" + next)
                .then()
                .body("editStructure.scenes[1].transitions[0].type", equalTo("dissolve"))
                .body("editStructure.scenes[2].transitions[0].type", equalTo("dissolve"));
    }

    @Test
    void wrongClipsShowTheOtherTakeOfTheSceneThatIsNamed() {
        JsonPath diff =
                diff(
                        Shoot.usual().plan("{\"pacing\": \"slow\"}"),
                        "wrong_clips",
                        "Scene 1 is the wrong take.");
        assertThat(kinds(diff)).containsExactly("clip_retaken");
        assertThat(diff.getString("changes[0].pointer")).isEqualTo("/scenes/0/clips/0");
    }

    @Test
    void aTakeThatWasRefusedComesBackOnlyByItsName() {
        UUID first = Shoot.usual().plan("{\"pacing\": \"slow\"}");
        String better = key(first);
        UUID second = revised(first, "wrong_clips", "Scene 1: not take 20240131120000.");
        assertThat(key(second)).isNotEqualTo(better);
        // It is no longer offered either.
        Studio.get("/edit-plans/" + second + "/decisions?limit=100")
                .then()
                .body("items.find { it.pointer == '/scenes/0/clips/0' }.alternates", empty());
        UUID third = revised(second, "wrong_clips", "Scene 1: take 2 was better after all.");
        assertThat(key(third)).isEqualTo(better);
    }

    @Test
    void whereAllTakesWereRefusedNothingIsChanged() {
        UUID first = Shoot.usual().plan("{\"pacing\": \"slow\"}");
        UUID second = revised(first, "wrong_clips", "Scene 1 is the wrong take.");
        Shoot.reject(second, "wrong_clips", "Scene 1 is still the wrong take.");
        String task =
                Studio.post("/edit-plans/" + second + "/revise", "{}")
                        .header("Location")
                        .replaceAll(".*/tasks/", "");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        Studio.get("/tasks/" + task)
                                .then()
                                .body("status", equalTo("failed"))
                                .body("error.type", endsWith(":nothing-to-change")));
    }

    /** Row by row, in the plan that was rejected as a whole later. */
    @Test
    void aTakeThatWasTurnedDownRowByRowDoesNotComeBackEither() {
        Shoot shoot = Shoot.usual();
        shoot.take(1, "intro", 3, 8, 0.5, 1, 3, 3.5, 6);
        UUID plan = shoot.plan("{\"pacing\": \"slow\"}");
        String first = key(plan);
        Studio.post(
                        "/edit-plans/%s/decisions/%s/reject"
                                .formatted(plan, Shoot.row(plan, "/scenes/0/clips/0")),
                        "{}")
                .then()
                .statusCode(200);
        String second = key(plan);
        UUID next = revised(plan, "wrong_clips", "Scene 1 is still the wrong take.");
        assertThat(second).isNotEqualTo(first);
        assertThat(key(next))
                .isEqualTo(
                        Rows.value(
                                "SELECT raw_footage_s3_key FROM scenes WHERE episode_id = ?"
                                        + " AND scene_number = 1 AND raw_footage_s3_key NOT IN (?, ?)",
                                shoot.episode(),
                                first,
                                second));
    }

    private static String key(UUID plan) {
        return Studio.get("/edit-plans/" + plan)
                .then()
                .extract()
                .path("editStructure.scenes[0].clips[0].s3Key");
    }

    @Test
    void tooLongAndTooShortChangeTheLength() {
        JsonPath shorter = diff(slow(), "too_long", "20 % shorter, please.");
        double was = shorter.getDouble("durationBeforeSeconds");
        assertThat(shorter.getDouble("durationAfterSeconds")).isBetween(was * 0.75, was * 0.85);
        JsonPath longer =
                diff(Shoot.usual().plan("{\"pacing\": \"fast\"}"), "too_short", "Give it room.");
        assertThat(longer.getDouble("durationAfterSeconds"))
                .isGreaterThan(longer.getDouble("durationBeforeSeconds") * 1.05);
    }

    @Test
    void soundIsLevelled() {
        Shoot shoot = Shoot.usual();
        UUID plan = shoot.plan(shoot.plan("{}"), "edit_structure #- '{output,loudness}'");
        assertThat(kinds(diff(plan, "audio_issues", "I cannot hear her.")))
                .contains("output_changed");
    }

    @Test
    void textsAreMadeLarger() {
        Shoot shoot = Shoot.usual();
        UUID plan =
                shoot.plan(
                        shoot.plan("{}"),
                        "jsonb_set(edit_structure, '{scenes,0,layers}',"
                                + " '{\"text\": [{\"text\": \"Hello\", \"size\": 0.1}]}')");
        UUID next = revised(plan, "text_issues", "The title cannot be read.");
        assertThat(kinds(diff(next, plan))).containsOnly("layer_changed");
        Studio.get("/edit-plans/" + next)
                .then()
                .body("editStructure.scenes[0].layers.text[0].'size'", equalTo(0.125f));
    }

    @Test
    void otherIsReadByItsWords() {
        JsonPath diff = diff(slow(), "other", "Make it faster.");
        assertThat(diff.getDouble("durationAfterSeconds"))
                .isLessThan(diff.getDouble("durationBeforeSeconds"));
        UUID plan = Shoot.usual().plan("{}");
        Shoot.reject(plan, "other", "Hm.");
        Studio.post("/edit-plans/" + plan + "/revise", "{}")
                .then()
                .statusCode(422)
                .body("type", endsWith(":feedback-unclear"));
    }

    @Test
    void theStepIsNumberedAndSaidInWordsWithBothConfidences() {
        UUID plan = slow();
        UUID next = revised(plan, "pacing_too_slow", "Faster, please.");
        Studio.get("/edit-plans/" + next)
                .then()
                .body("status", equalTo("draft"))
                .body("revisionOf", equalTo(plan.toString()))
                .body("revisionNumber", equalTo(1))
                .body("generatedBy", equalTo("rules"));
        Studio.get("/edit-plans/" + plan + "/revisions")
                .then()
                .body("items.planId", contains(next.toString()))
                .body("items[0].feedbackType", equalTo("pacing_too_slow"))
                .body("items[0].confidenceScoreBefore", notNullValue())
                .body("items[0].confidenceScoreAfter", notNullValue())
                .body("items[0].changesSummary", containsString("became cuts"));
        Studio.get("/edit-plans/" + next + "/decisions?limit=100")
                .then()
                .body("items.kind", hasItem("take"))
                .body("items.status", everyItem(equalTo("proposed")));
        // It goes on from there like any plan.
        Studio.post("/edit-plans/" + next + "/submit").then().statusCode(200);
    }

    @Test
    void aPlanThatPeopleWroteIsRevisedToo() {
        Shoot shoot = Shoot.usual();
        UUID made = slow(shoot);
        UUID plan = shoot.plan(made, "edit_structure");
        JsonPath diff = diff(plan, "pacing_too_slow", "Faster.");
        assertThat(diff.getDouble("durationAfterSeconds"))
                .isLessThan(diff.getDouble("durationBeforeSeconds"));
    }

    private static UUID slow() {
        return slow(Shoot.usual());
    }

    private static UUID slow(Shoot shoot) {
        return shoot.plan("{\"pacing\": \"slow\"}");
    }

    private static JsonPath diff(UUID plan, String type, String text) {
        return diff(revised(plan, type, text), plan);
    }

    private static JsonPath diff(UUID next, UUID plan) {
        Response diff = Studio.get("/edit-plans/" + next + "/diff?against=" + plan);
        diff.then().statusCode(200).body("identical", equalTo(false));
        return diff.jsonPath();
    }

    private static UUID revised(UUID plan, String type, String text) {
        Shoot.reject(plan, type, text);
        Response started = Studio.post("/edit-plans/" + plan + "/revise", "{}");
        started.then().statusCode(202);
        return Shoot.result(started);
    }

    private static List<String> kinds(JsonPath diff) {
        return diff.getList("changes.kind");
    }
}
