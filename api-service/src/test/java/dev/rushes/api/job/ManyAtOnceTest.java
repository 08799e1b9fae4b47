package dev.rushes.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Callers that do not know of each other. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class ManyAtOnceTest {
    @Test
    void twoHundredRendersWithOneKeyMakeOneJob() throws Exception {
        Studio.Take take = Studio.take();
        UUID plan = take.approved();
        String key = UUID.randomUUID().toString();
        List<Response> answers =
                together(
                        200,
                        i ->
                                () ->
                                        Studio.json()
                                                .header("Idempotency-Key", key)
                                                .body("{}")
                                                .post("/api/v1/edit-plans/" + plan + "/render"));
        assertThat(answers).extracting(Response::statusCode).containsOnly(202);
        assertThat(answers)
                .extracting(answer -> answer.<String>path("id"))
                .containsOnly(answers.getFirst().<String>path("id"));
        assertThat(
                        Rows.value(
                                "SELECT count(*) || ' ' || max(dispatch) FROM video_processing_jobs WHERE edit_plan_id = ?",
                                plan))
                .isEqualTo("1 1");
    }

    @Test
    void ofFiftyApprovalsAndEditsOfAPlanOneWins() throws Exception {
        Studio.Take take = Studio.take();
        UUID plan = take.submitted();
        String tag = Studio.get("/edit-plans/" + plan).header("ETag");
        List<Response> answers =
                together(
                        50,
                        i ->
                                () ->
                                        i % 2 == 0
                                                ? Studio.post("/edit-plans/" + plan + "/approve")
                                                : edit(plan, tag, take.structure("2", "4")));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200)).hasSize(1);
        assertThat(answers.stream().map(Response::statusCode).distinct()).isSubsetOf(200, 409, 412);
        assertThat(Rows.value("SELECT status FROM ai_edit_plans WHERE id = ?", plan))
                .isEqualTo("approved");
    }

    @Test
    void ofFiftyEditsOfOneVersionOneWins() throws Exception {
        Studio.Take take = Studio.take();
        UUID plan = take.draft();
        String tag = Studio.get("/edit-plans/" + plan).header("ETag");
        List<Response> answers =
                together(50, i -> () -> edit(plan, tag, take.structure("2", "4." + i)));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 412)).hasSize(49);
        Response winner =
                answers.stream()
                        .filter(answer -> answer.statusCode() == 200)
                        .findFirst()
                        .orElseThrow();
        assertThat(Studio.get("/edit-plans/" + plan).<String>path("contentHash"))
                .isEqualTo(winner.<String>path("contentHash"));
    }

    private static Response edit(UUID plan, String tag, String structure) {
        return Studio.json()
                .header("If-Match", tag)
                .body("{\"editStructure\": " + structure + "}")
                .put("/api/v1/edit-plans/" + plan);
    }

    private interface Calls {
        Callable<Response> call(int index);
    }

    private static List<Response> together(int count, Calls calls) throws Exception {
        CountDownLatch ready = new CountDownLatch(count);
        List<Future<Response>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(count)) {
            for (int i = 0; i < count; i++) {
                Callable<Response> call = calls.call(i);
                answers.add(
                        callers.submit(() -> {
                            ready.countDown();
                            ready.await();
                            return call.call();
                        }));
            }
        }
        List<Response> done = new ArrayList<>();
        for (Future<Response> answer : answers) {
            done.add(answer.get());
        }
        return done;
    }
}
