package dev.rushes.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.local.demo.Workflow;
import dev.rushes.local.observability.Catalogue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The services tell all metrics that dashboards and rules are made for, as the catalogue has them. */
@ExtendWith(RunningStack.class)
class MetricsIT {

    /** Writes the catalogue anew: {@code -Drushes.metrics.write=true}. */
    private static final boolean REWRITE = Boolean.getBoolean("rushes.metrics.write");

    @Test
    void afterAnUploadAndARenderEveryMetricOfTheCatalogueIsTold(RunningStack.Parts stack)
            throws IOException, InterruptedException {
        Workflow workflow = stack.workflow();
        String show = workflow.createShow("Metrics");
        Episode episode = Episode.of(stack, show, 1, stack.footage().small());
        // The second finds the segments of the first, so that there are reused ones.
        for (int render = 0; render < 2; render++) {
            Workflow.requireCompleted(
                    workflow.await(episode.render(), Duration.ofMinutes(3), state -> {}));
        }

        List<String> scrapes =
                Stream.concat(
                                Stream.of(
                                        stack.stack().ports().apiManagement(),
                                        stack.stack().ports().storageManagement()),
                                stack.stack().ports().workers().stream())
                        .map(MetricsIT::scrape)
                        .toList();
        Catalogue told = Catalogue.told(scrapes);
        if (REWRITE) {
            told.write();
        }
        assertThat(told.missingOfCommitted())
                .as("write it again with -Dit.test=MetricsIT -Drushes.metrics.write=true")
                .isEmpty();
        // Nothing is labelled with what there are ever more of.
        assertThat(scrapes)
                .allSatisfy(scrape ->
                        assertThat(scrape).doesNotContain(episode.id()).doesNotContain(show));
        workflow.cleanUp(show, episode.id());
    }

    private static String scrape(int port) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                        // Without it OpenMetrics is told, whose counters are named otherwise.
                        .header("Accept", "text/plain")
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
