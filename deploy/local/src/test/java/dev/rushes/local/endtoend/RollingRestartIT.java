package dev.rushes.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rushes.local.demo.RushesClient;
import dev.rushes.local.demo.Workflow;
import dev.rushes.local.stack.AnotherService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a roll-out does: every process of a stack with two of each is stopped and started again, one after the other. */
@Tag("slow")
@ExtendWith(RunningStack.class)
class RollingRestartIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int EPISODES = 5;
    private static final int RENDERS = 20;
    private static final int MORE_AFTER_EACH = 2;

    /** Of a take of two seconds, for renders that a restart meets in their middle. */
    private static final int TIMES = 12;

    private static final Duration BACK_WITHIN = Duration.ofMinutes(2);

    private final RunningStack.Parts stack;

    RollingRestartIT(RunningStack.Parts stack) {
        this.stack = stack;
    }

    @Test
    void twentyRendersGoOnThroughARestartOfEveryServiceAndEachIsDoneOnce()
            throws IOException, InterruptedException, SQLException {
        Workflow workflow = stack.workflow();
        String show = workflow.createShow("Rolling restart");
        List<Episode> episodes = new ArrayList<>();
        for (int number = 1; number <= EPISODES; number++) {
            episodes.add(Episode.of(stack, show, number, stack.footage().small(), TIMES));
        }
        AnotherService api = start("api-service", 1);
        AnotherService storage = start("storage-service", 1);
        try {
            Instances instances = new Instances(stack.client(), api.address(), storage.address());
            List<String> jobs = new ArrayList<>();
            for (int render = 0; render < RENDERS / 2; render++) {
                jobs.add(ordered(instances, episodes.get(render % EPISODES)));
            }
            AtomicBoolean over = new AtomicBoolean();
            List<Throwable> broken = new CopyOnWriteArrayList<>();
            Thread users = users(instances, show, jobs, over, broken);

            List<String> busy = new ArrayList<>();
            for (String name : List.of("worker-1", "api", "worker-2", "storage")) {
                busy.add(name + " with " + stack.jobs().processing().size() + " at work");
                restart(name);
                // So that there is work to interrupt until the last of them.
                for (int more = 0; more < MORE_AFTER_EACH; more++) {
                    jobs.add(ordered(instances, episodes.get(jobs.size() % EPISODES)));
                }
            }
            busy.add("the second of each with " + stack.jobs().processing().size() + " at work");
            api.close();
            api = restarted(api, "api-service");
            storage.close();
            storage = restarted(storage, "storage-service");

            while (jobs.size() < RENDERS) {
                jobs.add(ordered(instances, episodes.get(jobs.size() % EPISODES)));
            }
            assertThat(jobs).doesNotHaveDuplicates().hasSize(RENDERS);
            for (String job : jobs) {
                await().atMost(Duration.ofMinutes(10))
                        .until(() -> !List.of("queued", "processing").contains(status(job)));
            }
            over.set(true);
            users.join();
            System.out.printf(
                    "%d calls, %d tried again: %s%n%s%n",
                    instances.calls(), instances.retried().size(), instances.retried(), busy);

            assertThat(broken).isEmpty();
            assertThat(instances.lost()).isEmpty();
            assertThat(instances.calls()).isGreaterThan(200);
            String logs = logs();
            int handedBack = 0;
            for (String job : jobs) {
                Jobs.Row row = stack.jobs().row(job);
                assertThat(row.status()).isEqualTo("completed");
                // Given back is no failure, and what is lost is one.
                assertThat(row.failures()).isZero();
                assertThat(count(logs, "Job " + job + " of plan [-0-9a-f]+ completed"))
                        .isEqualTo(1);
                handedBack += row.attempt() - 1;
            }
            assertThat(handedBack).isPositive();
            assertThat(jobsInJsonLog("second-api-service-1.log")).isNotEmpty().isSubsetOf(jobs);
            for (Episode episode : episodes) {
                stack.client().delete("/episodes/" + episode.id());
            }
        } finally {
            api.close();
            storage.close();
        }
    }

    /** People who look at jobs and bring takes all the while, through whichever instance answers. */
    private Thread users(
            Instances instances,
            String show,
            List<String> jobs,
            AtomicBoolean over,
            List<Throwable> broken) {
        String watched = jobs.getFirst();
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        while (!over.get()) {
                            expect(200, instances.call("job", c -> c.tryGet("/jobs/" + watched)));
                            expect(
                                    201,
                                    instances.call(
                                            "upload",
                                            c -> c.postToStorage("/uploads", announcement(show))));
                            Thread.sleep(Duration.ofMillis(100));
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException | AssertionError e) {
                        broken.add(e);
                    }
                });
    }

    private static void expect(int status, RushesClient.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    }

    private static Map<String, Object> announcement(String show) {
        return Map.of(
                "kind", "asset",
                "role", "music",
                "showId", show,
                "filename", "music.mp3",
                "contentType", "audio/mpeg",
                "sizeBytes", 1000);
    }

    private String ordered(Instances instances, Episode episode)
            throws IOException, InterruptedException {
        String plan = stack.workflow().createPlan(episode.id(), episode.plan());
        stack.workflow().approve(plan);
        // The same key at whichever instance: one job.
        String key = UUID.randomUUID().toString();
        RushesClient.Answer answer =
                instances.call(
                        "render",
                        client -> client.post("/edit-plans/" + plan + "/render", Map.of(), key));
        expect(202, answer);
        return answer.body().path("id").asString();
    }

    private String status(String job) throws SQLException {
        return stack.jobs().row(job).status();
    }

    /** By SIGTERM, as a roll-out does; the supervisor starts it again. */
    private void restart(String name) {
        ProcessHandle before = stack.stack().process(name).orElseThrow();
        assertThat(before.destroy()).isTrue();
        before.onExit().join();
        await().atMost(BACK_WITHIN)
                .until(() ->
                        stack.stack()
                                .process(name)
                                .filter(now -> now.pid() != before.pid())
                                .isPresent());
        await().atMost(BACK_WITHIN).until(() -> isReady(port(name)));
    }

    private int port(String name) {
        return switch (name) {
            case "api" -> stack.stack().ports().api();
            case "storage" -> stack.stack().ports().storage();
            case "worker-1" -> stack.stack().ports().workers().get(0);
            case "worker-2" -> stack.stack().ports().workers().get(1);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private boolean isReady(int port) throws InterruptedException {
        try {
            return stack.client()
                            .http()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "http://127.0.0.1:"
                                                                    + port
                                                                    + "/q/health/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private AnotherService start(String module, int run) throws IOException, InterruptedException {
        return AnotherService.beside(
                stack.stack(),
                module,
                List.of("-XX:TieredStopAtLevel=1"),
                stack.folder().resolve("second-" + module + "-" + run + ".log"));
    }

    /** At the same address, as behind a service of Kubernetes. */
    private AnotherService restarted(AnotherService before, String module)
            throws IOException, InterruptedException {
        return AnotherService.at(
                before.address().getPort(),
                stack.stack(),
                module,
                List.of("-XX:TieredStopAtLevel=1"),
                stack.folder().resolve("second-" + module + "-2.log"));
    }

    private String logs() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String worker : List.of("worker-1", "worker-2")) {
            all.append(Files.readString(stack.stack().folder().log(worker)));
        }
        return all.toString();
    }

    /** The jobs that lines name in their context; logs of services are JSON but in a stack. */
    private Set<String> jobsInJsonLog(String name) throws IOException {
        Set<String> found = new HashSet<>();
        for (String line : Files.readAllLines(stack.folder().resolve(name))) {
            if (!line.startsWith("{")) {
                // What the JVM itself warns of.
                continue;
            }
            JsonNode context = JSON.readTree(line).path("mdc");
            if (context.has("jobId")) {
                found.add(context.path("jobId").asString());
            }
        }
        return found;
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }
}
