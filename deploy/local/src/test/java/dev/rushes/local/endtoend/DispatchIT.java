package dev.rushes.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rushes.local.demo.RushesClient;
import dev.rushes.local.demo.Workflow;
import dev.rushes.local.stack.Installation;
import dev.rushes.local.stack.Stack;
import dev.rushes.local.stack.StackPorts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What api-service commits while SQS does not answer, whether the service dies meanwhile or waits: one message for each
 * dispatch. A stack without workers, so that every message stays where it can be counted.
 */
class DispatchIT {
    /** More than the service sends at once, so that some are under way and others are not even begun. */
    private static final int MORE_THAN_SENT_AT_ONCE = 24;

    private static final Duration OUTAGE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_ORDERS = Duration.ofSeconds(2);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);
    private static final Duration SENT_WITHIN = Duration.ofMinutes(2);

    /** Longer than a sweep and the one after it. */
    private static final Duration NOTHING_MORE_FOR = Duration.ofSeconds(35);

    private Path folder;
    private Stack stack;
    private RushesClient client;
    private Jobs jobs;
    private SentJobs sent;
    private String episode;
    private Map<String, Object> plan;

    @BeforeEach
    void start() throws IOException, InterruptedException, SQLException {
        folder = Files.createTempDirectory("rushes-dispatch");
        stack =
                Stack.open(
                        Installation.current(),
                        folder.resolve("stack"),
                        StackPorts.free(0),
                        line -> System.out.println("stack: " + line));
        stack.start();
        client = RushesClient.of(stack);
        jobs = new Jobs(stack.environment());
        sent = new SentJobs(stack.environment());
        Workflow workflow = new Workflow(client);
        episode = workflow.createEpisode(workflow.createShow("Dispatch"), "Episode", 1);
        String scene = workflow.createScene(episode, "Intro", 1, "intro");
        String take = "episodes/%s/scenes/%s/take.mp4".formatted(episode, scene);
        // No worker is there to find out what an uploaded take holds.
        jobs.change(
                """
                UPDATE scenes SET raw_footage_s3_key = '%s', raw_footage_duration = 10,
                    raw_footage_metadata = '{"durationSeconds": 10}', analysis_status = 'done' WHERE id = '%s'
                """
                        .formatted(take, scene));
        plan =
                Workflow.plainCut(
                        List.of(new Workflow.Footage(scene, "Intro", take, BigDecimal.TEN)));
    }

    @AfterEach
    void stop() throws IOException {
        sent.close();
        stack.close();
        Folders.delete(folder);
    }

    @Test
    void aServiceKilledBetweenCommitAndSendLeavesOneMessageForEachDispatch()
            throws IOException, InterruptedException, SQLException {
        List<String> ordered = new ArrayList<>();
        signal("STOP");
        try {
            for (int i = 0; i < MORE_THAN_SENT_AT_ONCE; i++) {
                ordered.add(order());
            }
            assertThat(jobs.unsent()).containsExactlyInAnyOrderElementsOf(ordered);
            ProcessHandle api = stack.process("api").orElseThrow();
            assertThat(api.destroyForcibly()).isTrue();
            api.onExit().join();
        } finally {
            signal("CONT");
        }

        eachArrivesOnce(ordered);
    }

    @Test
    void whatIsOrderedDuringAMinuteWithoutTheQueueArrivesOnceEach()
            throws IOException, InterruptedException {
        List<String> ordered = new ArrayList<>();
        signal("STOP");
        try {
            long end = System.nanoTime() + OUTAGE.toNanos();
            await().pollInterval(BETWEEN_ORDERS)
                    .atMost(OUTAGE.multipliedBy(2))
                    .until(() -> {
                        long began = System.nanoTime();
                        ordered.add(order());
                        assertThat(Duration.ofNanos(System.nanoTime() - began))
                                .isLessThan(ANSWERED_WITHIN);
                        return System.nanoTime() >= end;
                    });
        } finally {
            signal("CONT");
        }

        assertThat(ordered).hasSizeGreaterThan(20);
        eachArrivesOnce(ordered);
    }

    private String order() throws IOException, InterruptedException {
        RushesClient.Answer made =
                client.post(
                        "/episodes/" + episode + "/edit-plans", Map.of("editStructure", plan), 201);
        return client.post(
                        "/edit-plans/" + made.body().path("id").asString() + "/render",
                        Map.of("draft", true),
                        202)
                .body()
                .path("id")
                .asString();
    }

    private void eachArrivesOnce(List<String> ordered) {
        await().atMost(SENT_WITHIN).ignoreExceptions().until(() -> jobs.unsent().isEmpty());
        List<String> arrived = new ArrayList<>();
        await().during(NOTHING_MORE_FOR)
                .atMost(SENT_WITHIN)
                .until(() -> {
                    List<String> more = sent.take();
                    arrived.addAll(more);
                    return more.isEmpty();
                });
        assertThat(arrived)
                .containsExactlyInAnyOrderElementsOf(
                        ordered.stream().map(job -> job + " dispatch 1").toList());
    }

    /** A stopped process takes connections and says nothing; its PostgreSQL is a process of its own and goes on. */
    private void signal(String name) throws IOException, InterruptedException {
        long standIns = stack.process("stand-ins").orElseThrow().pid();
        assertThat(
                        new ProcessBuilder("kill", "-" + name, Long.toString(standIns))
                                .start()
                                .waitFor())
                .isZero();
    }
}
