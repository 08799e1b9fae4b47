package dev.rushes.api.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class DecisionsTest {
    @Test
    void aDecisionIsLoggedAsItWasTaken() {
        Studio.Take take = Studio.take();
        Response logged =
                log(
                        take.episode(),
                        """
                        {"actionType": "TRIM_CLIP", "sceneId": "%s", "beforeState": {"start": 0, "end": 10.50},
                         "afterState": {"start": 1, "end": 8}, "context": {"reason": "late start"}, "aiSuggested": true}
                        """
                                .formatted(take.scene()));
        logged.then()
                .statusCode(201)
                .body("episodeId", equalTo(take.episode().toString()))
                .body("sceneId", equalTo(take.scene().toString()))
                .body("actionType", equalTo("TRIM_CLIP"))
                .body("beforeState.end", equalTo(10.5f))
                .body("afterState.start", equalTo(1))
                .body("context.reason", equalTo("late start"))
                .body("aiSuggested", equalTo(true))
                .body("userId", equalTo(Tokens.SUBJECT));
        RestAssured.get(logged.header("Location"))
                .then()
                .statusCode(200)
                .body("id", equalTo(logged.path("id")))
                .body("createdAt", equalTo(logged.path("createdAt")));
        Studio.get(
                        "/episodes/"
                                + Studio.take().episode()
                                + "/editing-decisions/"
                                + logged.path("id"))
                .then()
                .statusCode(404);
    }

    @Test
    void anArrayIsLoggedInItsOrder() {
        Studio.Take take = Studio.take();
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            requests.add("{\"actionType\": \"STEP_" + i + "\"}");
        }
        log(take.episode(), requests.toString())
                .then()
                .statusCode(201)
                .body(
                        "items.actionType",
                        contains("STEP_0", "STEP_1", "STEP_2", "STEP_3", "STEP_4"))
                .body("next", nullValue());
        Response first = Studio.get(path(take) + "?limit=3");
        first.then().body("items.actionType", contains("STEP_4", "STEP_3", "STEP_2"));
        Studio.get(path(take) + "?limit=3&after=" + first.path("next"))
                .then()
                .body("items.actionType", contains("STEP_1", "STEP_0"))
                .body("next", nullValue());
    }

    @Test
    void everyFaultOfAnArrayIsNamedAndNothingIsLogged() {
        Studio.Take take = Studio.take();
        log(
                        take.episode(),
                        """
                        [{"actionType": "TRIM_CLIP"}, {"actionType": "trim"}, {"aiSuggested": "yes", "colour": 1}, 7,
                         {"actionType": "A", "sceneId": "x"}]
                        """)
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        contains(
                                "/1/actionType",
                                "/2/actionType",
                                "/2/aiSuggested",
                                "/2/colour",
                                "/3",
                                "/4/sceneId"));
        log(
                        take.episode(),
                        "[{\"actionType\": \"A\", \"sceneId\": \"%s\"}, {\"actionType\": \"A\", \"sceneId\": \"%s\"}]"
                                .formatted(take.scene(), Studio.take().scene()))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/1/sceneId"));
        log(take.episode(), "[]").then().statusCode(422);
        log(take.episode(), "{\"userId\": \"me\"}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/actionType", "/userId"));
        log(
                        take.episode(),
                        ("[" + "{\"actionType\": \"A\"},".repeat(500) + "{\"actionType\": \"A\"}]"))
                .then()
                .statusCode(422);
        log(UUID.randomUUID(), "{\"actionType\": \"A\"}").then().statusCode(404);
        Studio.get(path(take)).then().body("items", empty());
    }

    @Test
    void filtersChoose() {
        Studio.Take take = Studio.take();
        log(
                take.episode(),
                """
                [{"actionType": "TRIM_CLIP", "aiSuggested": true}, {"actionType": "TRIM_CLIP", "sceneId": "%s"},
                 {"actionType": "REORDER_CLIPS"}]
                """
                        .formatted(take.scene()));
        Rows.change(
                "INSERT INTO editing_decisions (episode_id, action_type, user_id, created_at) VALUES (?,"
                        + " 'SWAP', 'ada', '2020-01-01T00:00:00Z')",
                take.episode());
        Studio.get(path(take) + "?actionType=TRIM_CLIP").then().body("items", hasSize(2));
        Studio.get(path(take) + "?actionType=TRIM_CLIP&aiSuggested=false")
                .then()
                .body("items.sceneId", contains(take.scene().toString()));
        Studio.get(path(take) + "?sceneId=" + take.scene()).then().body("items", hasSize(1));
        Studio.get(path(take) + "?userId=ada").then().body("items.actionType", contains("SWAP"));
        Studio.get(path(take) + "?to=2020-01-01T00:00:01Z").then().body("items", hasSize(1));
        Studio.get(path(take) + "?to=2020-01-01T00:00:00Z").then().body("items", empty());
        Studio.get(path(take) + "?from=2020-01-01T00:00:01Z").then().body("items", hasSize(3));
        for (String wrong : new String[] {"aiSuggested=maybe", "sceneId=x", "from=today", "to=1"}) {
            Studio.get(path(take) + "?" + wrong).then().statusCode(400);
            Studio.get(path(take) + "/summary?" + wrong).then().statusCode(400);
        }
    }

    @Test
    void theSummaryCountsByType() {
        Studio.Take take = Studio.take();
        log(
                take.episode(),
                """
                [{"actionType": "TRIM_CLIP", "beforeState": {"start": 0, "end": 10}, "afterState": {"start": 0, "end": 8}},
                 {"actionType": "TRIM_CLIP", "beforeState": {"trim": {"start": 0, "end": 10}}, "afterState": {"trim": {"start": 1, "end": 10.5}}},
                 {"actionType": "TRIM_CLIP", "beforeState": {"duration": 3}, "afterState": {"duration": 3.25}},
                 {"actionType": "TRIM_CLIP", "beforeState": {"start": "x"}, "afterState": 7},
                 {"actionType": "REORDER_CLIPS"}]
                """);
        Studio.get(path(take) + "/summary")
                .then()
                .statusCode(200)
                .body("count", equalTo(5))
                .body("suggestedCount", equalTo(0))
                .body("shareOfSuggestionsKept", nullValue())
                .body("actionTypes.actionType", contains("REORDER_CLIPS", "TRIM_CLIP"))
                .body("actionTypes.count", contains(1, 4))
                .body("actionTypes[0].medianTrimChangeSeconds", nullValue())
                .body("actionTypes[1].medianTrimChangeSeconds", equalTo(-0.5f));
        Studio.get(path(take) + "/summary?actionType=REORDER_CLIPS")
                .then()
                .body("actionTypes", hasSize(1));
        Studio.get("/episodes/" + UUID.randomUUID() + "/editing-decisions/summary")
                .then()
                .statusCode(404);
    }

    @Test
    void aSuggestionIsKeptUnlessItIsTurnedDownOrUndone() {
        Studio.Take take = Studio.take();
        log(
                take.episode(),
                """
                [{"actionType": "TRIM_CLIP", "aiSuggested": true, "beforeState": {"a": 1}, "afterState": {"a": 2.0}},
                 {"actionType": "TRIM_CLIP", "aiSuggested": true, "beforeState": {"b": 1}, "afterState": {"b": 2}},
                 {"actionType": "TRIM_CLIP", "aiSuggested": true, "beforeState": {"c": 1}, "afterState": {"c": 1}},
                 {"actionType": "TRIM_CLIP", "aiSuggested": true, "beforeState": {"d": 1}, "afterState": {"d": 2}, "context": {"accepted": false}},
                 {"actionType": "SWAP", "aiSuggested": true, "beforeState": {"e": 1}, "afterState": {"e": 2}},
                 {"actionType": "TRIM_CLIP", "beforeState": {"a": 2}, "afterState": {"a": 3}},
                 {"actionType": "TRIM_CLIP", "sceneId": "%s", "beforeState": {"b": 2}, "afterState": {"b": 3}},
                 {"actionType": "TRIM_CLIP", "beforeState": {"e": 2}, "afterState": {"e": 2.0}}]
                """
                        .formatted(take.scene()));
        Studio.get(path(take) + "/summary")
                .then()
                .body("suggestedCount", equalTo(5))
                .body("keptCount", equalTo(2))
                .body("shareOfSuggestionsKept", equalTo(0.4f))
                .body("actionTypes.actionType", contains("SWAP", "TRIM_CLIP"))
                .body("actionTypes.keptCount", contains(1, 1))
                .body("actionTypes[1].shareOfSuggestionsKept", equalTo(0.25f));
    }

    @Test
    void selectingATakeMakesItTheOneOfItsScene() {
        Studio.Take take = Studio.take();
        UUID other = Studio.scene(take.episode());
        Rows.change(
                "UPDATE scenes SET ai_selected = true, ai_confidence_score = 0.8 WHERE id = ?",
                take.scene());
        log(
                take.episode(),
                "{\"actionType\": \"SELECT_TAKE\", \"sceneId\": \"%s\"}".formatted(other));
        Studio.get("/scenes/" + other).then().body("aiSelected", equalTo(true));
        Studio.get("/scenes/" + take.scene()).then().body("aiSelected", equalTo(false));
        log(
                take.episode(),
                "{\"actionType\": \"SELECT_TAKE\", \"sceneId\": \"%s\"}".formatted(take.scene()));
        Studio.get("/scenes/" + take.scene())
                .then()
                .body("aiSelected", equalTo(true))
                .body("aiConfidenceScore", nullValue());
    }

    @Test
    void theLogOutlivesATakeButNotItsEpisode() {
        UUID episode = Studio.episode(Studio.show());
        UUID scene = Studio.scene(episode);
        UUID decision =
                Studio.id(log(episode, "{\"actionType\": \"A\", \"sceneId\": \"" + scene + "\"}"));
        RestAssured.delete("/api/v1/scenes/" + scene).then().statusCode(204);
        Studio.get("/episodes/" + episode + "/editing-decisions/" + decision)
                .then()
                .statusCode(200)
                .body("sceneId", nullValue());
        RestAssured.delete("/api/v1/episodes/" + episode).then().statusCode(204);
        assertThat(Rows.value("SELECT count(*) FROM editing_decisions WHERE id = ?", decision))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE editing_decisions SET action_type = 'OTHER' WHERE id = ?",
                "DELETE FROM editing_decisions WHERE id = ?"
            })
    void theDatabaseItselfRefusesChanges(String statement) {
        UUID decision = Studio.id(log(Studio.take().episode(), "{\"actionType\": \"A\"}"));
        assertThatThrownBy(() -> Rows.change(statement, decision))
                .hasMessageContaining("append-only");
    }

    @Test
    void aRepeatedKeyLogsOnce() {
        Studio.Take take = Studio.take();
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            Studio.json()
                    .header("Idempotency-Key", key)
                    .body("[{\"actionType\": \"A\"}]")
                    .post("/api/v1" + path(take))
                    .then()
                    .statusCode(201);
        }
        Studio.get(path(take)).then().body("items", hasSize(1));
        RestAssured.delete("/api/v1" + path(take)).then().statusCode(405);
    }

    private static String path(Studio.Take take) {
        return "/episodes/" + take.episode() + "/editing-decisions";
    }

    private static Response log(UUID episode, String body) {
        return Studio.post("/episodes/" + episode + "/editing-decisions", body);
    }
}
