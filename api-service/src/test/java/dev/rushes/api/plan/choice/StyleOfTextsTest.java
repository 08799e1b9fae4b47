package dev.rushes.api.plan.choice;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From what was measured in a show's videos to what a plan lays over its picture. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class StyleOfTextsTest {
    private static void video(UUID show) {
        Shoot.seenVideo(
                show,
                "overlay_usage = '{\"perMinute\": 12, \"share\": 0.3, \"places\": [\"lower_third\"]}'::jsonb,"
                        + " text_style = '{\"secondsShown\": 2.2, \"places\": [\"lower_third\"]}'::jsonb");
    }

    private static void script(Shoot shoot, String text) {
        int script =
                Studio.post(
                                "/episodes/" + shoot.episode() + "/scripts",
                                "{\"scriptText\": \"" + text + "\"}")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        Studio.json()
                .body("{\"enabled\": true}")
                .put("/api/v1/scripts/" + script + "/ai-analysis")
                .then()
                .statusCode(200);
        Response started = Studio.post("/scripts/" + script + "/analyze", "{}");
        started.then().statusCode(202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        RestAssured.get(started.header("Location"))
                                .then()
                                .body("status", equalTo("completed")));
    }

    /** Presets are everybody's, and those that people made go first: here those of other tests. */
    @BeforeEach
    void onlyPresetsOfTheSystem() {
        Rows.change(
                "UPDATE layer_presets SET deleted_at = now() WHERE NOT is_system_preset AND deleted_at IS NULL");
    }

    @Test
    void aPlanHasNamesAndTitlesWhereTheVideosDoAndTheScriptHasTheWords() {
        UUID show = Studio.show();
        for (int i = 0; i < 3; i++) {
            video(show);
        }
        Studio.get("/training-data/style?showId=" + show)
                .then()
                .body("learned.textsPerMinute.value", equalTo(12))
                .body("learned.textsPerMinute.followed", equalTo(true))
                .body("learned.textSeconds.value", equalTo(2.2f))
                .body("learned.overlayShare.value", equalTo(0.3f))
                .body("learned.textPlaces.shares.lower_third", equalTo(1));
        Shoot wordless = Shoot.usual(show);
        Studio.get("/edit-plans/" + wordless.plan("{}") + "/decisions?limit=100")
                .then()
                .body(
                        "items.findAll { it.kind == 'note' }.what",
                        hasItem("1 texts over the picture leave the show's style"));
        Shoot shoot = Shoot.usual(show);
        script(
                shoot,
                "INTRO\\nLook at this.\\n\\nPart 1: The old bakery\\nMARIA: Bread is old.\\n\\nOUTRO\\nGoodbye then.");
        UUID plan = shoot.plan("{}");
        Response read = Studio.get("/edit-plans/" + plan);
        read.then()
                .body("editStructure.scenes[1].layers.text.text", contains("MARIA"))
                .body("editStructure.scenes[1].layers.text.style", contains("lower_third"))
                .body("editStructure.scenes[1].layers.text.end", contains(2.7f));
        Studio.get("/edit-plans/" + plan + "/decisions?limit=100")
                .then()
                .body(
                        "items.find { it.pointer == '/scenes/1/layers' }.why",
                        equalTo(
                                "The show's videos have 12.0 texts a minute; the words are the script's."))
                .body("items.findAll { it.kind == 'note' }.what", empty());
        Studio.post(
                        "/edit-plans/validate",
                        "{\"episodeId\": \"%s\", \"editStructure\": %s}"
                                .formatted(
                                        shoot.episode(),
                                        Rows.value(
                                                "SELECT edit_structure FROM ai_edit_plans WHERE id = ?",
                                                plan)))
                .then()
                .statusCode(200)
                .body("errors", empty())
                .body("warnings", empty());
    }
}
