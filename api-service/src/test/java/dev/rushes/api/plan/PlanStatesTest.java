package dev.rushes.api.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Every action on a plan in every state that it can have. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class PlanStatesTest {
    private static final String REJECTION =
            "{\"feedbackType\": \"pacing_too_slow\", \"feedback\": \"Faster.\"}";

    private static final Map<String, BiFunction<Studio.Take, UUID, Response>> ACTIONS =
            new LinkedHashMap<>();

    static {
        ACTIONS.put("read", (take, plan) -> Studio.get("/edit-plans/" + plan));
        ACTIONS.put(
                "replace",
                (take, plan) ->
                        Studio.json()
                                .header(
                                        "If-Match",
                                        Studio.get("/edit-plans/" + plan).header("ETag"))
                                .body(take.planRequest())
                                .put("/api/v1/edit-plans/" + plan));
        ACTIONS.put("submit", (take, plan) -> Studio.post("/edit-plans/" + plan + "/submit"));
        ACTIONS.put("approve", (take, plan) -> Studio.post("/edit-plans/" + plan + "/approve"));
        ACTIONS.put(
                "reject",
                (take, plan) -> Studio.post("/edit-plans/" + plan + "/reject", REJECTION));
        ACTIONS.put(
                "revise",
                (take, plan) ->
                        Studio.post(
                                "/edit-plans/" + plan + "/revise",
                                "{\"editStructure\": " + take.structure("1", "2") + "}"));
        ACTIONS.put("render", (take, plan) -> Studio.post("/edit-plans/" + plan + "/render", "{}"));
        ACTIONS.put(
                "render draft",
                (take, plan) ->
                        Studio.post("/edit-plans/" + plan + "/render", "{\"draft\": true}"));
        ACTIONS.put("revisions", (take, plan) -> Studio.get("/edit-plans/" + plan + "/revisions"));
        ACTIONS.put(
                "diff",
                (take, plan) -> Studio.get("/edit-plans/" + plan + "/diff?against=" + plan));
    }

    @Test
    void everyActionInEveryStateAnswersAsSpecified() {
        StringBuilder table = new StringBuilder();
        table.append(
                "%-12s %8s %18s %9s %9s%n"
                        .formatted("", "draft", "awaiting_approval", "approved", "rejected"));
        ACTIONS.forEach((name, action) -> {
            List<String> answers = new ArrayList<>();
            for (String state : List.of("draft", "awaiting_approval", "approved", "rejected")) {
                Studio.Take take = Studio.take();
                UUID plan = in(state, take);
                Response answer = action.apply(take, plan);
                if (answer.statusCode() == 409) {
                    // The problem tells the state that stands against it.
                    answer.then().body("detail", containsString(state));
                }
                answers.add(Integer.toString(answer.statusCode()));
            }
            table.append(
                    "%-12s %8s %18s %9s %9s%n"
                            .formatted(
                                    name,
                                    answers.get(0),
                                    answers.get(1),
                                    answers.get(2),
                                    answers.get(3)));
        });
        Logger.getLogger(PlanStatesTest.class).infof("A plan's actions by its state:%n%s", table);
        assertThat(table.toString())
                .isEqualToNormalizingNewlines(
                        """
                                        draft  awaiting_approval  approved  rejected
                        read              200                200       200       200
                        replace           200                409       409       409
                        submit            200                409       409       409
                        approve           409                200       409       409
                        reject            409                200       409       409
                        revise            409                409       409       201
                        render            409                409       202       409
                        render draft      202                202       202       202
                        revisions         200                200       200       200
                        diff              200                200       200       200
                        """);
    }

    @Test
    void ofFiftyApprovalsAndRejectionsOneWins() throws Exception {
        Studio.Take take = Studio.take();
        UUID plan = take.submitted();
        List<HttpRequest> requests = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            requests.add(request(plan + "/approve").POST(body("{}")).build());
            requests.add(request(plan + "/reject").POST(body(REJECTION)).build());
        }
        Map<Integer, Integer> answers = race(requests);
        assertThat(answers).isEqualTo(Map.of(200, 1, 409, 49));
    }

    @Test
    void ofFiftyEditsOfOneReadOneWins() throws Exception {
        Studio.Take take = Studio.take();
        UUID plan = take.draft();
        List<HttpRequest> requests = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            requests.add(
                    request(plan.toString())
                            .header("If-Match", "\"0\"")
                            .PUT(
                                    body(
                                            "{\"editStructure\": %s}"
                                                    .formatted(take.structure("0", "0.5" + i))))
                            .build());
        }
        assertThat(race(requests)).isEqualTo(Map.of(200, 1, 412, 49));
        assertThat(Studio.get("/edit-plans/" + plan).header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void plansOfOneEpisodeMayAllBeApprovedAtOnceAndOneIsCurrent() throws Exception {
        Studio.Take take = Studio.take();
        List<HttpRequest> requests = new ArrayList<>();
        List<String> plans = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            UUID plan = take.submitted();
            plans.add(plan.toString());
            requests.add(request(plan + "/approve").POST(body("{}")).build());
        }
        assertThat(race(requests)).isEqualTo(Map.of(200, 10));
        assertThat(plans)
                .contains(
                        Studio.get("/episodes/" + take.episode())
                                .<String>path("currentEditPlanId"));
    }

    private static UUID in(String state, Studio.Take take) {
        return switch (state) {
            case "draft" -> take.draft();
            case "awaiting_approval" -> take.submitted();
            case "approved" -> take.approved();
            case "rejected" -> take.rejected();
            default -> throw new IllegalArgumentException(state);
        };
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create(
                                "http://localhost:%d/api/v1/edit-plans/%s"
                                        .formatted(RestAssured.port, path)))
                .header("Authorization", "Bearer " + Tokens.DEFAULT)
                .header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher body(String json) {
        return HttpRequest.BodyPublishers.ofString(json);
    }

    /** How many answers there were of each status. */
    private static Map<Integer, Integer> race(List<HttpRequest> requests) throws Exception {
        List<Future<HttpResponse<String>>> calls = new ArrayList<>();
        Map<Integer, Integer> answers = new TreeMap<>();
        try (HttpClient client =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (HttpRequest request : requests) {
                calls.add(
                        threads.submit(
                                () -> client.send(request, HttpResponse.BodyHandlers.ofString())));
            }
            for (Future<HttpResponse<String>> call : calls) {
                answers.merge(call.get().statusCode(), 1, Integer::sum);
            }
        }
        return answers;
    }
}
