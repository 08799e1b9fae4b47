package dev.rushes.render.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rushes.local.standin.StandIns;
import dev.rushes.render.studio.TestTakes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerIT {
    private static final Duration SOON = Duration.ofMinutes(2);

    /** Seconds of programme; some seconds of work. */
    private static final int LONG = 80;

    @TempDir static Path folder = Path.of("");
    private static @Nullable StandIns started;
    private static @Nullable Backstage behind;

    private final List<WorkerProcess> workers = new ArrayList<>();

    @BeforeAll
    static void aWorld() {
        // Durable: a queue that forgets its messages when it is killed would prove nothing.
        started = StandIns.start(folder.resolve("stand-ins"));
        behind = new Backstage(standIns().environment());
        backstage().migrate();
        backstage().makeBuckets();
    }

    @AfterAll
    static void end() {
        backstage().close();
        standIns().close();
    }

    private static StandIns standIns() {
        return Objects.requireNonNull(started);
    }

    private static Backstage backstage() {
        return Objects.requireNonNull(behind);
    }

    @AfterEach
    void noWorkers() throws IOException {
        workers.forEach(WorkerProcess::close);
        try (Stream<Path> logs = Files.list(folder)) {
            for (Path log : logs.filter(file -> file.toString().endsWith(".log")).toList()) {
                System.out.println("== " + log.getFileName());
                System.out.println(Files.readString(log));
                Files.delete(log);
            }
        }
    }

    private WorkerProcess worker(String id) {
        return worker(id, standIns().environment());
    }

    private WorkerProcess worker(String id, Map<String, String> environment) {
        WorkerProcess worker = WorkerProcess.start(id, environment, folder);
        workers.add(worker);
        return worker;
    }

    private WorkerProcess readyWorker(String id) {
        WorkerProcess worker = worker(id);
        awaitReady(worker);
        return worker;
    }

    private static void awaitReady(WorkerProcess worker) {
        await().atMost(SOON).until(() -> worker.isUp("ready"));
    }

    private static void awaitRendering(UUID job, String worker) {
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() ->
                        backstage().job(job, "phase").equals("rendering")
                                && Integer.parseInt(backstage().job(job, "progress_percentage"))
                                        > 12
                                && backstage().job(job, "worker_id").equals(worker));
    }

    private static void awaitCompleted(UUID job) {
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> backstage().job(job, "status").equals("completed"));
    }

    private static void assertDoneOnce(UUID job, UUID episode) throws SQLException {
        assertThat(backstage().job(job, "progress_percentage")).isEqualTo("100");
        assertThat(backstage().processed(episode))
                .filteredOn(key -> key.endsWith(".mp4"))
                .containsExactly(backstage().job(job, "output_s3_key"));
        await().atMost(SOON).ignoreExceptions().until(() -> backstage().messages() == 0);
    }

    @Test
    void whatAKilledWorkerHeldIsDoneByTheNext() throws SQLException {
        UUID episode = backstage().episode(TestTakes.take(2));
        WorkerProcess first = readyWorker("first");
        UUID job = backstage().order(episode, LONG);
        awaitRendering(job, "first");
        first.kill();
        WorkerProcess second = readyWorker("second");

        awaitCompleted(job);
        assertThat(backstage().job(job, "worker_id")).isEqualTo("second");
        assertThat(backstage().job(job, "attempt")).isEqualTo("2");
        assertThat(backstage().job(job, "failures")).isEqualTo("1");
        assertDoneOnce(job, episode);
        assertThat(scratchOfAttempts()).isEmpty();
        assertThat(second.status("/q/metrics")).isEqualTo(200);
    }

    @Test
    void aStoppedWorkerGivesItsJobToAnotherWithinSeconds() throws SQLException {
        UUID episode = backstage().episode(TestTakes.take(2));
        WorkerProcess one = readyWorker("one");
        WorkerProcess two = readyWorker("two");
        UUID job = backstage().order(episode, LONG);
        await().atMost(SOON).until(() -> backstage().job(job, "phase").equals("rendering"));
        boolean oneHasIt = backstage().job(job, "worker_id").equals("one");
        WorkerProcess first = oneHasIt ? one : two;
        first.terminate();

        String other = oneHasIt ? "two" : "one";
        await().atMost(Duration.ofSeconds(5))
                .until(() -> backstage().job(job, "worker_id").equals(other));
        awaitCompleted(job);
        assertThat(backstage().job(job, "failures")).isEqualTo("0");
        assertDoneOnce(job, episode);
        await().atMost(SOON).until(() -> !first.isAlive());
    }

    @Test
    void aWorkerOutlivesTheDeathOfAllThatItNeeds() throws SQLException {
        UUID episode = backstage().episode(TestTakes.take(2));
        WorkerProcess worker = readyWorker("lasting");
        UUID job = backstage().order(episode, LONG);
        awaitRendering(job, "lasting");
        standIns().killPostgres();
        standIns().kill();
        await().atMost(SOON).until(() -> !worker.isUp("ready"));
        assertThat(worker.isUp("live")).isTrue();
        standIns().restart();

        awaitCompleted(job);
        assertDoneOnce(job, episode);
        awaitReady(worker);
    }

    @Test
    @Tag("slow")
    void twoWorkersDoTwentyJobsOfFiveEpisodesOneAtATime() throws SQLException {
        readyWorker("left");
        readyWorker("right");
        List<UUID> episodes = new ArrayList<>();
        List<UUID> jobs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            episodes.add(backstage().episode(TestTakes.take(2)));
        }
        for (int i = 0; i < 20; i++) {
            jobs.add(backstage().order(episodes.get(i % 5), 4));
        }

        jobs.forEach(WorkerIT::awaitCompleted);
        for (UUID job : jobs) {
            assertThat(backstage().job(job, "attempt")).isEqualTo("1");
        }
        String overlapping =
                """
                SELECT count(*) FROM video_processing_jobs a JOIN video_processing_jobs b
                ON a.episode_id = b.episode_id AND a.id < b.id
                AND tstzrange(a.started_at, a.completed_at) && tstzrange(b.started_at, b.completed_at)
                WHERE a.episode_id = ANY(?::uuid[])
                """;
        String ids = "{" + String.join(",", episodes.stream().map(UUID::toString).toList()) + "}";
        assertThat(backstage().one(overlapping, ids)).isEqualTo("0");
        await().atMost(SOON).until(() -> backstage().messages() == 0);
    }

    @Test
    void aWorkerStartsBeforeAllThatItNeedsAndGetsReadyByItself(@TempDir Path data) {
        Map<String, String> environment;
        StandIns.Ports ports;
        try (StandIns passing = StandIns.start(data)) {
            environment = passing.environment();
            ports = passing.ports();
        }
        WorkerProcess worker = worker("early", environment);
        await().atMost(SOON).until(() -> worker.isUp("live"));
        assertThat(worker.isUp("ready")).isFalse();

        try (StandIns late = StandIns.start(data, ports);
                Backstage lateBehind = new Backstage(late.environment())) {
            lateBehind.makeBuckets();
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !worker.isUp("ready"));
            lateBehind.migrate();
            awaitReady(worker);
        }
    }

    @Test
    void anIdleWorkerEndsWithinTwoSecondsOfItsSignal() throws InterruptedException {
        WorkerProcess idle = worker("idle", with("RUSHES_QUEUE_RECEIVE_WAIT", "20s"));
        awaitReady(idle);
        idle.terminate();
        assertThat(idle.endsWithin(Duration.ofSeconds(2))).isTrue();
    }

    @Test
    void whatTheQueueGaveToADeadWorkersReceiveComesBackLongBeforeALease() throws SQLException {
        UUID episode = backstage().episode(TestTakes.take(2));
        Map<String, String> environment = with("RUSHES_LEASE_DURATION", "5m");
        environment.put("RUSHES_LEASE_UNTIL_CLAIMED", "5s");
        environment.put("RUSHES_QUEUE_RECEIVE_WAIT", "20s");
        WorkerProcess waiting = worker("waiting", environment);
        awaitReady(waiting);
        waiting.kill();
        UUID job = backstage().order(episode, 1);

        WorkerProcess next = worker("next", environment);
        awaitReady(next);
        await().atMost(Duration.ofSeconds(40))
                .until(() -> backstage().job(job, "status").equals("completed"));
        assertThat(backstage().job(job, "attempt")).isEqualTo("1");
        assertDoneOnce(job, episode);
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(standIns().environment());
        environment.put(name, value);
        return environment;
    }

    private static List<Path> scratchOfAttempts() {
        Path scratch = folder.resolve("scratch");
        try (Stream<Path> found = Files.walk(scratch, 2)) {
            return found.filter(path -> path.getFileName().toString().startsWith("job-")).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
