package dev.rushes.api.plan.choice;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an approval says of the suggestions that nobody touched. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class KeptSuggestionsTest {
    private static void approve(UUID plan) {
        Studio.post("/edit-plans/" + plan + "/submit").then().statusCode(200);
        Studio.post("/edit-plans/" + plan + "/approve").then().statusCode(200);
    }

    private static Response summary(Shoot shoot) {
        return Studio.get("/episodes/" + shoot.episode() + "/editing-decisions/summary");
    }

    private static Response style(Shoot shoot) {
        return Studio.get("/training-data/style?showId=" + shoot.show());
    }

    @Test
    void anApprovalCountsWhatItKeepsBesideWhatWasChanged() {
        Shoot shoot = Shoot.usual();
        UUID plan = shoot.plan("{}");
        String rows = "/edit-plans/" + plan + "/decisions/";
        Studio.post(rows + Shoot.row(plan, "/scenes/2/clips/0/trim") + "/reject")
                .then()
                .statusCode(200);
        summary(shoot)
                .then()
                .body("suggestedCount", equalTo(1))
                .body("shareOfSuggestionsKept", equalTo(0f));
        approve(plan);
        summary(shoot)
                .then()
                // The trims of four clips, one of them turned down; that changed no length.
                .body("actionTypes.find { it.actionType == 'TRIM_CLIP' }.count", equalTo(4))
                .body("actionTypes.find { it.actionType == 'TRIM_CLIP' }.keptCount", equalTo(3))
                .body(
                        "actionTypes.find { it.actionType == 'TRIM_CLIP' }.shareOfSuggestionsKept",
                        equalTo(0.75f))
                .body(
                        "actionTypes.find { it.actionType == 'TRIM_CLIP' }.medianTrimChangeSeconds",
                        equalTo(0f))
                // The third scene has one take: nobody decided for it.
                .body("actionTypes.find { it.actionType == 'SELECT_TAKE' }.count", equalTo(3))
                .body(
                        "actionTypes.find { it.actionType == 'SELECT_TAKE' }.shareOfSuggestionsKept",
                        equalTo(1f));
        Studio.get("/episodes/" + shoot.episode() + "/editing-decisions?actionType=SELECT_TAKE")
                .then()
                .body("items.collect { it.context.kept }", contains(true, true, true))
                .body("items[0].beforeState", nullValue())
                .body(
                        "items.collect { it.context.pointer }",
                        containsInAnyOrder(
                                "/scenes/0/clips/0", "/scenes/1/clips/0", "/scenes/1/clips/1"))
                .body("items[0].aiSuggested", equalTo(true));
        // The planner's confidence in the takes stays.
        Studio.get("/episodes/" + shoot.episode() + "/scenes?limit=10")
                .then()
                .body(
                        "items.findAll { it.aiSelected && it.aiConfidenceScore == null }",
                        equalTo(java.util.List.of()));
        // No habit made them, and none is learnt of them.
        style(shoot)
                .then()
                .body("learned.lastTake.samples", equalTo(0))
                .body("learned.inPoint.samples", equalTo(0))
                .body("learned.transitions.samples", equalTo(0));
    }

    @Test
    void whatAPersonHasRewrittenIsNotKept() {
        Shoot shoot = Shoot.usual();
        UUID plan = shoot.plan("{}");
        Response read = Studio.get("/edit-plans/" + plan);
        ObjectNode structure =
                read.then().extract().jsonPath().getObject("editStructure", ObjectNode.class);
        ((ObjectNode) structure.at("/scenes/0/clips/0/trim")).put("end", 3);
        structure.remove("totalDuration");
        Studio.json()
                .header("If-Match", read.header("ETag"))
                .body("{\"editStructure\": " + structure + "}")
                .put("/api/v1/edit-plans/" + plan)
                .then()
                .statusCode(200);
        approve(plan);
        summary(shoot)
                .then()
                .body("actionTypes.find { it.actionType == 'TRIM_CLIP' }.count", equalTo(3))
                .body("actionTypes.find { it.actionType == 'SELECT_TAKE' }.count", equalTo(2));
    }

    @Test
    void aHabitThatIsFollowedIsUpheldByApprovals() {
        Shoot shoot = Shoot.usual();
        Studio.get("/episodes/" + shoot.episode() + "/scenes?limit=10")
                .then()
                .extract()
                .<java.util.List<String>>path("items.findAll { it.takeNumber == 2 }.id")
                .stream()
                .limit(1)
                .forEach(last -> {
                    for (int i = 0; i < 5; i++) {
                        decided(
                                shoot,
                                "{\"actionType\": \"SELECT_TAKE\", \"sceneId\": \"" + last + "\"}");
                    }
                });
        for (int i = 0; i < 6; i++) {
            decided(
                    shoot,
                    "{\"actionType\": \"TRIM_CLIP\", \"beforeState\": {\"start\": 1, \"end\": 5}, \"afterState\": {\"start\": 1.4, \"end\": 5}}");
        }
        for (int i = 0; i < 5; i++) {
            decided(
                    shoot,
                    "{\"actionType\": \"CHANGE_TRANSITION\", \"beforeState\": {\"transition\": \"dissolve\"}, \"afterState\": {\"transition\": \"cut\"}}");
        }
        style(shoot)
                .then()
                .body("learned.lastTake.samples", equalTo(5))
                .body("learned.inPoint.value", equalTo(0.24f))
                .body("learned.transitions.samples", equalTo(5));
        approve(shoot.plan("{}"));
        style(shoot)
                .then()
                // Three clips of scenes with two takes, which show the last one.
                .body("learned.lastTake.samples", equalTo(8))
                .body("learned.lastTake.value", equalTo(1f))
                // The in-points of three scenes: as much as people wanted, with less doubt.
                .body("learned.inPoint.samples", equalTo(9))
                .body("learned.inPoint.value", equalTo(0.277f))
                .body("learned.outPoint.samples", equalTo(6))
                .body("learned.transitions.samples", equalTo(7))
                .body("learned.transitions.shares.cut", equalTo(1f));
    }

    private static void decided(Shoot shoot, String decision) {
        Studio.post("/episodes/" + shoot.episode() + "/editing-decisions", decision)
                .then()
                .statusCode(201);
    }
}
