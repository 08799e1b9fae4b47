package dev.rushes.api.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class TasksTest {
    @Inject Tasks tasks;
    @Inject TaskRows rows;
    @Inject RunTasks runner;
    @Inject Sums sums;

    /** Work that tells what it saw, and fails as it is told. */
    @ApplicationScoped
    static class Sums implements TaskWork {
        private final List<Integer> seen = new CopyOnWriteArrayList<>();

        List<Integer> seen() {
            return seen;
        }

        @Override
        public String kind() {
            return "add-up";
        }

        @Override
        public String run(JsonNode input, Instant startedAt, TaskProgress progress) {
            progress.reached(1, 2);
            if (input.hasNonNull("problem")) {
                throw new ProblemException(ProblemType.CONFLICT, input.path("problem").asText());
            }
            if (input.hasNonNull("fault")) {
                throw new IllegalStateException("a secret");
            }
            seen.add(input.path("number").asInt());
            return "api/v1/shows";
        }
    }

    @Test
    void aTaskIsDoneAndNamesItsResult() {
        UUID task = start("{\"number\": 41}");
        awaitStatus(task, "completed");
        assertThat(sums.seen()).contains(41);
        Studio.get("/tasks/" + task)
                .then()
                .body("id", equalTo(task.toString()))
                .body("kind", equalTo("add-up"))
                .body("progressPercentage", equalTo(100))
                .body("resultUrl", endsWith("/api/v1/shows"))
                .body("error", nullValue());
    }

    @Test
    void aTaskThatFailsTellsTheProblem() {
        UUID task = start("{\"problem\": \"Two of them.\"}");
        awaitStatus(task, "failed");
        Studio.get("/tasks/" + task)
                .then()
                .body("error.type", equalTo("urn:rushes:problem:conflict"))
                .body("error.detail", equalTo("Two of them."))
                .body("resultUrl", nullValue())
                .body("progressPercentage", equalTo(50));
    }

    @Test
    void anUnexpectedFaultTellsNoSecrets() {
        UUID task = start("{\"fault\": true}");
        awaitStatus(task, "failed");
        Studio.get("/tasks/" + task)
                .then()
                .body("error.status", equalTo(500))
                .body("error.detail", equalTo("The task met an unexpected fault."));
    }

    @Test
    void aTaskWhoseProcessDiedIsDoneByAnother() {
        // Never announced to a runner, and half done by somebody whose hold has ended.
        UUID task =
                rows.insert(
                        "add-up", JsonNodeFactory.instance.objectNode().put("number", 43), "me");
        Rows.change(
                "UPDATE background_tasks SET status = 'running', attempt = 1, locked_until = now() - interval '1 second',"
                        + " progress_percentage = 60 WHERE id = ?",
                task);
        runner.scheduled();
        awaitStatus(task, "completed");
        assertThat(sums.seen().stream().filter(number -> number == 43)).hasSize(1);
    }

    @Test
    void aTaskThatSomebodyHoldsIsLeftAlone() {
        UUID task =
                rows.insert(
                        "add-up", JsonNodeFactory.instance.objectNode().put("number", 44), "me");
        Rows.change(
                "UPDATE background_tasks SET status = 'running', attempt = 1, locked_until = now() + interval '1 hour'"
                        + " WHERE id = ?",
                task);
        assertThat(rows.claim(task, Duration.ofSeconds(1))).isEmpty();
        assertThat(rows.waiting(1000)).doesNotContain(task);
        Rows.change("DELETE FROM background_tasks WHERE id = ?", task);
    }

    @Test
    void whoLostATaskChangesNothingAnyMore() {
        UUID task = rows.insert("nobody-does-this", JsonNodeFactory.instance.objectNode(), "me");
        TaskRows.Held first = rows.claim(task, Duration.ZERO).orElseThrow();
        TaskRows.Held second = rows.claim(task, Duration.ofMinutes(1)).orElseThrow();
        assertThat(rows.hold(first, 90, Duration.ofMinutes(1))).isFalse();
        rows.completed(first, "api/v1/shows");
        Studio.get("/tasks/" + task)
                .then()
                .body("status", equalTo("running"))
                .body("progressPercentage", equalTo(0));
        assertThat(rows.hold(second, 20, Duration.ofMinutes(1))).isTrue();
        rows.completed(second, "api/v1/shows");
        Studio.get("/tasks/" + task).then().body("status", equalTo("completed"));
    }

    @Test
    void aTaskThatDoesNotExistIsNotFound() {
        Studio.get("/tasks/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("type", endsWith(":not-found"));
    }

    private UUID start(String input) {
        try {
            return tasks.start(
                    "add-up",
                    new com.fasterxml.jackson.databind.ObjectMapper().readTree(input),
                    "me");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void awaitStatus(UUID task, String status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> Studio.get("/tasks/" + task).then().body("status", equalTo(status)));
    }
}
