package dev.rushes.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rushes.local.demo.RushesClient;
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

/** A render whose take is in Glacier has it restored, and goes on by itself. */
@ExtendWith(RunningStack.class)
class ArchivedSourceIT {

    @Test
    void aRenderWaitsForItsArchivedTakeAndIsDoneOnceItIsRestored(RunningStack.Parts stack)
            throws IOException, InterruptedException, SQLException {
        Workflow workflow = stack.workflow();
        String show = workflow.createShow("Archive");
        Episode episode = Episode.of(stack, show, 1, stack.footage().small());
        letTimePass(stack, "P91D");

        String job = episode.render();
        JsonNode waiting =
                await().atMost(Duration.ofSeconds(30))
                        .until(
                                () -> stack.client().get("/jobs/" + job),
                                state -> state.path("phase").asString("").equals("restoring"));
        assertThat(waiting.path("status").asString("")).isEqualTo("queued");
        assertThat(waiting.path("etaSeconds").asInt()).isBetween(1, 5 * 3600);
        assertThat(waiting.path("error").isNull()).isTrue();
        assertThat(stack.jobs().row(job).failures()).isZero();
        assertThat(messages(stack.client())).isZero();

        // S3 counts from when it was asked, not from when the job began to wait.
        String key =
                stack.client()
                        .get("/scenes/" + scene(stack, episode))
                        .path("rawFootageKey")
                        .asString();
        await().atMost(Duration.ofSeconds(90))
                .until(
                        () ->
                                stack.client()
                                        .getFromStorage("/objects/raw-footage/" + key)
                                        .path("lifecycle")
                                        .path("restore")
                                        .path("status")
                                        .asString(""),
                        "restoring"::equals);
        letTimePass(stack, "PT5H");
        JsonNode done = workflow.await(job, Duration.ofMinutes(3), state -> {});
        workflow.requireFinalVideo(episode.id(), Workflow.requireCompleted(done));
        Jobs.Row row = stack.jobs().row(job);
        assertThat(row.failures()).isZero();
        assertThat(row.attempt()).isEqualTo(2);
        workflow.cleanUp(show, episode.id());
    }

    private static String scene(RunningStack.Parts stack, Episode episode)
            throws IOException, InterruptedException {
        return stack.client()
                .get("/episodes/" + episode.id() + "/scenes")
                .path("items")
                .path(0)
                .path("id")
                .asString();
    }

    /** Of both queues, waiting or in flight. */
    private static long messages(RushesClient client) throws IOException, InterruptedException {
        long sum = 0;
        for (JsonNode queue : client.get("/queues").path("queues")) {
            sum += queue.path("visible").asLong() + queue.path("inFlight").asLong();
        }
        return sum;
    }

    private static void letTimePass(RunningStack.Parts stack, String duration)
            throws IOException, InterruptedException {
        String s3 = stack.stack().environment().getOrDefault("AWS_ENDPOINT_URL_S3", "");
        HttpResponse<String> moved =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(s3 + "/_clock?forward=" + duration))
                                        .PUT(HttpRequest.BodyPublishers.noBody())
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
    }
}
