package dev.rushes.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rushes.local.demo.RushesClient;
import dev.rushes.local.stack.AnotherService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** Two api-services on one database: whichever is watched or asked, a job's changes are the same. */
@ExtendWith(RunningStack.class)
class TwoInstancesIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration RENDERED_WITHIN = Duration.ofMinutes(5);

    private final RunningStack.Parts stack;

    TwoInstancesIT(RunningStack.Parts stack) {
        this.stack = stack;
    }

    /** What a watcher was sent: the numbers of the changes, and the job at each of them. */
    private record Watched(
            List<Long> numbers, List<String> jobs, CompletableFuture<Void> untilItCloses) {

        static Watched of(RushesClient client, URI api, String job) {
            Watched watched =
                    new Watched(
                            new CopyOnWriteArrayList<>(),
                            new CopyOnWriteArrayList<>(),
                            new CompletableFuture<>());
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(api + "/api/v1/jobs/" + job + "/events"))
                            .header("Accept", "text/event-stream")
                            .header("Authorization", "Bearer " + client.token().orElseThrow())
                            .build();
            Thread.ofVirtual().start(() -> watched.read(client.http(), request));
            return watched;
        }

        private void read(HttpClient http, HttpRequest request) {
            try (Stream<String> lines =
                    http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
                lines.forEach(this::line);
                untilItCloses.complete(null);
            } catch (IOException | RuntimeException failed) {
                untilItCloses.completeExceptionally(failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void line(String line) {
            if (line.startsWith("id:")) {
                numbers.add(Long.parseLong(line.substring(3).strip()));
            } else if (line.startsWith("data:")) {
                jobs.add(line.substring(5).strip());
            }
        }

        List<String> statuses() {
            return jobs.stream()
                    .map(job -> JSON.readTree(job).path("status").asString())
                    .distinct()
                    .toList();
        }

        List<Integer> percentages() {
            return jobs.stream()
                    .map(job -> JSON.readTree(job).path("progressPercentage").asInt())
                    .toList();
        }

        void awaitEnd() {
            await().atMost(RENDERED_WITHIN).until(untilItCloses::isDone);
            untilItCloses.join();
        }
    }

    @Test
    void aWatcherOnEitherSeesEveryChangeThatAWorkerMakesInOrderAndNoneTwice()
            throws IOException, InterruptedException, SQLException {
        String show = stack.workflow().createShow("Two instances");
        Episode episode = Episode.of(stack, show, 1, stack.footage().large(), 3);
        URI first = stack.stack().api();
        try (AnotherService second = second()) {
            Watched here;
            Watched there;
            String job;
            // No worker changes the job before both watch it, however slow the second one is to
            // begin.
            try (FrozenWorkers _ = FrozenWorkers.of(stack)) {
                job = episode.render();
                // That its message is sent touches the job's time, and is no change that is told.
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> !stack.jobs().unsent().contains(job));
                here = Watched.of(stack.client(), first, job);
                there = Watched.of(stack.client(), second.address(), job);
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> !here.jobs().isEmpty() && !there.jobs().isEmpty());
            }
            here.awaitEnd();
            there.awaitEnd();

            long last = stack.jobs().changes(job);
            assertThat(last).as("changes of the job").isGreaterThan(10);
            for (Watched watched : List.of(here, there)) {
                assertThat(watched.numbers())
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(watched.numbers().getFirst(), last)
                                        .boxed()
                                        .toList());
                assertThat(watched.jobs()).hasSameSizeAs(watched.numbers());
                assertThat(watched.percentages()).isSorted();
                assertThat(watched.statuses()).containsExactly("queued", "processing", "completed");
            }
            int both = Math.min(here.jobs().size(), there.jobs().size());
            assertThat(tail(there.jobs(), both)).isEqualTo(tail(here.jobs(), both));
        }
        stack.workflow().cleanUp(show, episode.id());
    }

    @Test
    void aCancellationThroughOneIsSeenThroughTheOther()
            throws IOException, InterruptedException, SQLException {
        String show = stack.workflow().createShow("Cancelled across instances");
        Episode episode = Episode.of(stack, show, 1, stack.footage().large(), 4);
        try (AnotherService second = second()) {
            String job = episode.render();
            Watched there = Watched.of(stack.client(), second.address(), job);
            await().atMost(RENDERED_WITHIN)
                    .until(() -> stack.jobs().row(job), row -> row.status().equals("processing"));
            stack.client().post("/jobs/" + job + "/cancel", Map.of(), 202);
            there.awaitEnd();

            assertThat(there.numbers().getLast()).isEqualTo(stack.jobs().changes(job));
            assertThat(there.statuses()).endsWith("cancelled");
        }
        stack.workflow().cleanUp(show, episode.id());
    }

    private AnotherService second() throws IOException, InterruptedException {
        return AnotherService.beside(
                stack.stack(),
                "api-service",
                List.of("-XX:TieredStopAtLevel=1"),
                stack.folder().resolve("second-api.log"));
    }

    private static List<String> tail(List<String> all, int size) {
        return all.subList(all.size() - size, all.size());
    }
}
