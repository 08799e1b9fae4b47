package dev.rushes.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rushes.local.demo.Workflow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A worker that is told to stop gives its job to the other one at once. */
@ExtendWith(RunningStack.class)
class HandBackIT {

    private static final int HAND_BACKS = 10;

    /** Minutes of work: finished segments are kept, so that each worker goes on where the one before it stopped. */
    private static final int TIMES = 24;

    private static final Duration OTHER_WORKER_HAS_IT_WITHIN = Duration.ofSeconds(5);

    @Test
    void tenHandBacksInARowStillEndInACompletedJobAndCountAsNoFailure(RunningStack.Parts stack)
            throws IOException, InterruptedException, SQLException {
        Workflow workflow = stack.workflow();
        String show = workflow.createShow("Hand-back");
        Episode episode = Episode.of(stack, show, 1, stack.footage().large(), TIMES);
        String job = episode.render();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> stack.jobs().row(job), row -> row.status().equals("processing"));

        for (int handBack = 0; handBack < HAND_BACKS; handBack++) {
            Jobs.Row before = stack.jobs().row(job);
            assertThat(before.status()).isEqualTo("processing");
            awaitReady(stack, before.worker().equals("worker-1") ? 1 : 0);
            ProcessHandle stopping = stack.stack().process(before.worker()).orElseThrow();
            assertThat(stopping.destroy()).isTrue();
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(OTHER_WORKER_HAS_IT_WITHIN)
                    .until(
                            () -> stack.jobs().row(job),
                            row ->
                                    row.status().equals("processing")
                                            && row.attempt() == before.attempt() + 1
                                            && !row.worker().equals(before.worker()));
            stopping.onExit().join();
        }

        JsonNode done = workflow.await(job, Duration.ofMinutes(5), state -> {});
        workflow.requireFinalVideo(episode.id(), Workflow.requireCompleted(done));
        assertThat(stack.jobs().row(job).failures()).isZero();
        assertThat(stack.jobs().row(job).attempt()).isEqualTo(HAND_BACKS + 1);
        workflow.cleanUp(show, episode.id());
    }

    /** The other worker was stopped a moment ago itself; the supervisor has started it again. */
    private static void awaitReady(RunningStack.Parts stack, int worker) {
        URI ready =
                URI.create(
                        "http://127.0.0.1:"
                                + stack.stack().ports().workers().get(worker)
                                + "/q/health/ready");
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() ->
                        http.send(
                                                HttpRequest.newBuilder(ready).build(),
                                                HttpResponse.BodyHandlers.discarding())
                                        .statusCode()
                                == 200);
    }
}
