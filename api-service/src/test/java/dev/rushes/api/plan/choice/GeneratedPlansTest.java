package dev.rushes.api.plan.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class GeneratedPlansTest {
    @Inject GeneratePlan generation;

    @Test
    void aTaskMakesADraftThatCanBeSubmittedWithARowForEveryChoice() {
        Shoot shoot = Shoot.usual();
        UUID plan = shoot.plan("{\"pacing\": \"medium\"}");
        Studio.get("/edit-plans/" + plan)
                .then()
                .body("status", equalTo("draft"))
                .body("generatedBy", equalTo("rules"))
                .body("overallConfidenceScore", greaterThan(0.5f))
                .body("editStructure.scenes.name", contains("Scene 1", "Scene 2", "Scene 3"))
                .body(
                        "editStructure.scenes.collect { it.clips.size() }",
                        // The pause of 1.5 s in the second scene is dead air.
                        contains(1, 2, 1))
                .body(
                        "editStructure.scenes.collectMany { it.clips }.reason",
                        everyItem(not(equalTo(""))));
        Studio.get("/edit-plans/" + plan + "/decisions?limit=100")
                .then()
                .body(
                        "items.kind",
                        hasItems(
                                "order", "take", "trim", "transition", "layers", "music", "length"))
                .body(
                        "items.findAll { it.kind == 'take' }.pointer",
                        contains(
                                "/scenes/0/clips/0",
                                "/scenes/1/clips/0",
                                "/scenes/1/clips/1",
                                "/scenes/2/clips/0"))
                .body("items.why", everyItem(notNullValue()))
                .body(
                        "items.find { it.pointer == '/scenes/1/clips/0' }.what",
                        equalTo("take 2 of Scene 2"))
                .body(
                        "items.find { it.pointer == '/scenes/1/clips/0' }.evidence.parts.sharpness",
                        equalTo(1.0f))
                .body("items.find { it.pointer == '/scenes/1/clips/0' }.alternates", hasSize(1))
                .body(
                        "items.find { it.pointer == '/scenes/1/clips/0/trim' }.evidence.speechStart",
                        equalTo(1.1f));
        assertThat(
                        Rows.value(
                                "SELECT string_agg(take_number || ':' || ai_selected || ':' || (ai_confidence_score IS"
                                        + " NOT NULL), ' ' ORDER BY scene_number, take_number) FROM scenes WHERE"
                                        + " episode_id = ?",
                                shoot.episode()))
                .isEqualTo("1:false:true 2:true:true 1:false:true 2:true:true 1:true:true");
        Studio.post("/edit-plans/" + plan + "/submit").then().statusCode(200);
    }

    @Test
    void whatStandsInTheWayIsNamed() {
        Shoot shoot = Shoot.ofShow(Studio.show());
        shoot.generate("{}").then().statusCode(409).body("type", endsWith(":no-takes"));
        UUID waiting = Studio.scene(shoot.episode());
        Studio.upload(shoot.episode(), waiting);
        shoot.generate("{}")
                .then()
                .statusCode(409)
                .body("type", endsWith(":footage-not-analysed"))
                .body("detail", containsString(waiting.toString()));
        // Analysed before there was anything but a probe.
        Studio.analysed(waiting, "10");
        shoot.generate("{}").then().statusCode(409).body("type", endsWith(":footage-not-analysed"));
        UUID people = Studio.episode(shoot.show());
        Studio.post("/episodes/" + people + "/edit-plans/generate", "{}")
                .then()
                .statusCode(409)
                .body("type", endsWith(":ai-editing-disabled"));
        shoot.generate(
                        "{\"pacing\": \"hectic\", \"aspect\": \"3:1\", \"targetDurationSeconds\": 0}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/aspect", "/pacing", "/targetDurationSeconds"));
    }

    @Test
    void aTaskThatIsBegunTwiceMakesOnePlan() {
        Shoot shoot = Shoot.usual();
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        UUID plan = UUID.randomUUID();
        input.put("episodeId", shoot.episode().toString());
        input.put("planId", plan.toString());
        input.putObject("request");
        for (int i = 0; i < 2; i++) {
            assertThat(generation.run(input, Instant.now(), percent -> {}))
                    .isEqualTo("api/v1/edit-plans/" + plan);
        }
        Studio.get("/episodes/" + shoot.episode() + "/edit-plans")
                .then()
                .body("items.id", contains(plan.toString()));
    }

    @Test
    void aRejectedTakeChangesItsClipAndNothingElse() {
        Shoot shoot = Shoot.usual();
        UUID plan = shoot.plan("{}");
        // What it was, to compare with.
        UUID before =
                Studio.id(
                        Studio.post(
                                "/episodes/" + shoot.episode() + "/edit-plans",
                                "{\"editStructure\": %s}".formatted(structure(plan))));
        UUID row = Shoot.row(plan, "/scenes/0/clips/0");
        Studio.post(
                        "/edit-plans/" + plan + "/decisions/" + row + "/reject",
                        "{\"reason\": \"She looks away.\"}")
                .then()
                .statusCode(200)
                .body("status", equalTo("rejected"))
                .body("what", equalTo("take 1"))
                .body("alternates", hasSize(0));
        Studio.get("/edit-plans/" + plan + "/diff?against=" + before)
                .then()
                .body("changes.kind", contains("clip_retaken"))
                .body("changes[0].pointer", equalTo("/scenes/0/clips/0"));
        Studio.get("/edit-plans/" + plan + "/diff?against=" + before)
                .then()
                .body(
                        "durationAfterSeconds",
                        equalTo(
                                Studio.get("/edit-plans/" + plan + "/diff?against=" + before)
                                        .then()
                                        .extract()
                                        .<Object>path("durationBeforeSeconds")));
        Studio.get("/episodes/" + shoot.episode() + "/editing-decisions")
                .then()
                .body("items.actionType", contains("SELECT_TAKE"))
                .body("items[0].aiSuggested", equalTo(true))
                .body("items[0].context.accepted", equalTo(false))
                .body("items[0].context.reason", equalTo("She looks away."));
        Studio.post("/edit-plans/" + plan + "/decisions/" + row + "/reject", "{}")
                .then()
                .statusCode(409)
                .body("type", endsWith(":no-alternate"));
        Studio.post("/edit-plans/" + plan + "/submit").then().statusCode(200);
        Studio.post(
                        "/edit-plans/" + plan + "/decisions/" + row + "/replace",
                        "{\"alternateId\": \"x\"}")
                .then()
                .statusCode(409)
                .body("type", endsWith(":wrong-state"));
    }

    @Test
    void whatAPersonChangedMeanwhileIsNotOverwritten() {
        Shoot shoot = Shoot.usual();
        UUID plan = shoot.plan("{}");
        UUID row = Shoot.row(plan, "/scenes/0/clips/0");
        Rows.change(
                "UPDATE ai_edit_plans SET edit_structure = jsonb_set(edit_structure, '{scenes,0,clips,0,trim,end}', '2.5')"
                        + " WHERE id = ?",
                plan);
        Studio.post(
                        "/edit-plans/" + plan + "/decisions/" + row + "/replace",
                        "{\"alternateId\": \"%s\"}".formatted(alternate(plan, row)))
                .then()
                .statusCode(409)
                .body("type", endsWith(":wrong-state"));
        Studio.get("/edit-plans/" + plan)
                .then()
                .body("editStructure.scenes[0].clips[0].trim.end", equalTo(2.5f));
    }

    @Test
    void aReplacedTakeIsAPersonsAndCanBeTakenBack() {
        Shoot shoot = Shoot.usual();
        UUID plan = shoot.plan("{}");
        String hash = Studio.get("/edit-plans/" + plan).then().extract().path("contentHash");
        UUID row = Shoot.row(plan, "/scenes/0/clips/0");
        String rows = "/edit-plans/" + plan + "/decisions";
        String other = alternate(plan, row);
        Studio.post(rows + "/" + row + "/replace", "{\"alternateId\": \"nobody\"}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/alternateId"));
        Studio.post(rows + "/" + UUID.randomUUID() + "/replace", "{\"alternateId\": \"x\"}")
                .then()
                .statusCode(404);
        Studio.post(rows + "/" + row + "/replace", "{\"alternateId\": \"%s\"}".formatted(other))
                .then()
                .statusCode(200)
                .body("status", equalTo("replaced"))
                .body("takeId", equalTo(other))
                .body("alternates", hasSize(1));
        assertThat(
                        Rows.value(
                                "SELECT ai_selected AND ai_confidence_score IS NULL FROM scenes WHERE id = ?",
                                UUID.fromString(other)))
                .isEqualTo("t");
        // The person's selection stands in the next plan.
        Studio.get("/edit-plans/" + shoot.plan("{}") + "/decisions?limit=100")
                .then()
                .body("items.find { it.pointer == '/scenes/0/clips/0' }.takeId", equalTo(other));
        Studio.post(
                        rows + "/" + row + "/replace",
                        "{\"alternateId\": \"%s\"}".formatted(alternate(plan, row)))
                .then()
                .statusCode(200);
        assertThat(Studio.get("/edit-plans/" + plan).then().extract().<String>path("contentHash"))
                .isNotEqualTo(hash);
        Studio.get("/edit-plans/" + plan)
                .then()
                .body("editStructure.scenes[0].clips[0].trim.start", equalTo(trim(plan, row)));
    }

    @Test
    void goingToAndFroMakesNoLongerIds() {
        UUID plan = Shoot.usual().plan("{}");
        UUID row = Shoot.row(plan, "/scenes/0/clips/0/trim");
        String rows = "/edit-plans/" + plan + "/decisions";
        String id = "later";
        for (int i = 0; i < 3; i++) {
            Studio.post(rows + "/" + row + "/replace", "{\"alternateId\": \"%s\"}".formatted(id))
                    .then()
                    .statusCode(200)
                    .body("alternates.id", hasItem("before-1"));
            id = "before-1";
        }
    }

    @Test
    void theShowsVideosSetThePacingAndMissingMusicIsSaid() {
        UUID show = Studio.show();
        fastVideo(show);
        fastVideo(show);
        Shoot shoot = Shoot.usual(show);
        // Two videos are no style yet.
        Studio.get("/edit-plans/" + shoot.plan("{}") + "/decisions?limit=100")
                .then()
                .body("items.find { it.kind == 'length' }.evidence.pacing", equalTo("medium"))
                .body("items.findAll { it.kind == 'note' }.what", empty());
        fastVideo(show);
        Studio.get("/edit-plans/" + shoot.plan("{}") + "/decisions?limit=100")
                .then()
                .body("items.find { it.kind == 'length' }.evidence.pacing", equalTo("fast"))
                .body(
                        "items.findAll { it.kind == 'note' }.what",
                        contains("a programme without music leaves the show's style"));
        Studio.get("/edit-plans/" + shoot.plan("{\"pacing\": \"slow\"}") + "/decisions?limit=100")
                .then()
                .body("items.what", hasItem("a slow pacing leaves the show's style"));
    }

    private static void fastVideo(UUID show) {
        Shoot.seenVideo(show, "pacing_rhythm = 'fast', music_presence = true");
    }

    @Test
    void whatPeopleAlwaysDoIsDoneForThemAndForNoOtherShow() {
        Shoot shoot = Shoot.usual();
        UUID other = Studio.show();
        float proposed = in(shoot.plan("{}"));
        StringBuilder decisions = new StringBuilder("[");
        for (int i = 0; i < 50; i++) {
            decisions
                    .append(i == 0 ? "" : ",")
                    .append(
                            """
                            {"actionType": "TRIM_CLIP", "beforeState": {"start": %d, "end": 20},
                             "afterState": {"start": %d.4, "end": 20}}
                            """
                                    .formatted(i % 10, i % 10));
        }
        Studio.post(
                        "/episodes/" + shoot.episode() + "/editing-decisions",
                        decisions.append("]").toString())
                .then()
                .statusCode(201);
        float learned = in(shoot.plan("{}"));
        // A person would move it by 0.4 s: of that at most three tenths are left.
        assertThat(Math.abs(proposed + 0.4f - learned)).isLessThanOrEqualTo(0.3f * 0.4f);
        assertThat(in(Shoot.usual(other).plan("{}"))).isEqualTo(proposed);
    }

    /** Of the second scene, which begins with a cut where the pacing is fast. */
    private static float in(UUID plan) {
        List<Float> starts =
                Studio.get("/edit-plans/" + plan)
                        .then()
                        .extract()
                        .path("editStructure.scenes.collect { it.clips[0].trim.start as float }");
        Object join =
                Studio.get("/edit-plans/" + plan)
                        .then()
                        .extract()
                        .path("editStructure.scenes[1].transitions[0].duration");
        return starts.get(1) + (join instanceof Number seconds ? seconds.floatValue() : 0);
    }

    private static String structure(UUID plan) {
        return Rows.value("SELECT edit_structure FROM ai_edit_plans WHERE id = ?", plan);
    }

    private static String alternate(UUID plan, UUID row) {
        return Studio.get("/edit-plans/" + plan + "/decisions?limit=100")
                .then()
                .extract()
                .path("items.find { it.id == '%s' }.alternates[0].id".formatted(row));
    }

    private static Object trim(UUID plan, UUID row) {
        return Studio.get("/edit-plans/" + plan + "/decisions?limit=100")
                .then()
                .extract()
                .path("items.find { it.id == '%s' }.chosen.trim.start".formatted(row));
    }
}
