package dev.rushes.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rushes.local.demo.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What dies without a word in the middle of a render, and the job that still ends. */
@ExtendWith(RunningStack.class)
class OutageIT {

    // The lease of a dead worker's job, the sweep after it and the render itself.
    private static final Duration RECOVERY = Duration.ofMinutes(5);

    private final RunningStack.Parts stack;
    private Episode episode;
    private String show;
    private String job;

    OutageIT(RunningStack.Parts stack) throws IOException, InterruptedException {
        this.stack = stack;
        this.show = stack.workflow().createShow("Outage");
        this.episode = Episode.of(stack, show, 1, stack.footage().large());
        this.job = episode.render();
    }

    @BeforeEach
    void awaitTheMiddleOfTheRender() {
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(
                        () -> stack.jobs().row(job),
                        row -> row.status().equals("processing") && row.progress() >= 10);
    }

    @AfterEach
    void theJobIsDoneOnceAndNothingIsLeftInTheQueues() throws IOException, InterruptedException {
        JsonNode done = stack.workflow().await(job, RECOVERY, state -> {});
        stack.workflow().requireFinalVideo(episode.id(), Workflow.requireCompleted(done));
        assertThat(outputs()).hasSize(1);
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() ->
                        stack.workflow().queued().values().stream()
                                .allMatch(messages -> messages == 0));
        stack.workflow().cleanUp(show, episode.id());
    }

    private List<String> outputs() throws IOException, InterruptedException {
        return stack.client()
                .getFromStorage(
                        "/objects?bucket=processed-videos&prefix=episodes/"
                                + episode.id()
                                + "/final/")
                .path("items")
                .valueStream()
                .map(item -> item.path("key").asString())
                .filter(key -> key.endsWith(".mp4"))
                .toList();
    }

    @Test
    void aKilledWorkersJobCompletesOnTheNextWorker() throws SQLException {
        Jobs.Row before = stack.jobs().row(job);
        kill(before.worker());

        await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(() -> stack.jobs().row(job), row -> row.attempt() == before.attempt() + 1);
        assertThat(stack.jobs().row(job).failures()).isEqualTo(1);
    }

    @Test
    void aKilledDatabaseComesBackAndTheJobStillEnds() throws IOException {
        long postmaster =
                Long.parseLong(
                        Files.readAllLines(
                                        stack.stack()
                                                .folder()
                                                .root()
                                                .resolve("data/postgres/postmaster.pid"))
                                .getFirst()
                                .strip());
        ProcessHandle database = ProcessHandle.of(postmaster).orElseThrow();
        assertThat(database.destroyForcibly()).isTrue();
        database.onExit().join();

        // Its message in the queue would be answered 503 for as long as the database is away.
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> stack.client().tryGet("/jobs/" + job).status() == 200);
    }

    @Test
    void killedStandInsAreBackOnTheSamePortsAndDataAndTheJobStillEnds() {
        int said = stack.console().size();
        kill("stand-ins");

        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        stack.console().stream()
                                .skip(said)
                                .anyMatch(line -> line.startsWith("stand-ins is back")));
    }

    private void kill(String process) {
        ProcessHandle running = stack.stack().process(process).orElseThrow();
        assertThat(running.destroyForcibly()).isTrue();
        running.onExit().join();
    }
}
