package dev.rushes.render.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rushes.common.job.Dispatch;
import dev.rushes.common.job.JobStatus;
import dev.rushes.common.job.QueueDefinition;
import dev.rushes.common.job.VideoJob;
import dev.rushes.render.studio.StandInResource;
import dev.rushes.render.studio.Studio;
import dev.rushes.render.studio.Studio.ShotTake;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the worker tells of its renders, as Prometheus reads it. */
@QuarkusTest
@QuarkusTestResource(StandInResource.class)
class RenderMetersTest {
    private static final String QUEUE = QueueDefinition.VIDEO_PROCESSING.name();

    private static final String SEGMENTS_IN =
            "rushes_transfer_bytes_total{direction=\"in\",what=\"segment\"}";

    private static final String SEGMENTS_OUT =
            "rushes_transfer_bytes_total{direction=\"out\",what=\"segment\"}";

    @Inject Studio studio;

    @Test
    void aRenderAndItsRepetitionAreCountedAsTheyWere() {
        studio.openBuckets();
        UUID episode = studio.episode();
        ShotTake take = studio.take(episode, 2);
        UUID plan = studio.plan(episode, take, 1.6, 5);
        long source = studio.sourceBytes(take);

        Map<String, Double> before = counted();
        VideoJob first = rendered(studio.order(plan));
        assertThat(since(before))
                .containsEntry("rushes_render_segments_total{origin=\"rendered\"}", 5.0)
                .doesNotContainKey("rushes_render_segments_total{origin=\"reused\"}")
                .containsEntry("rushes_render_programme_seconds_total{kind=\"full\"}", 8.0)
                .containsEntry("rushes_work_wait_seconds_count{work=\"render\"}", 1.0)
                .containsEntry("rushes_work_messages_total{outcome=\"done\",work=\"render\"}", 1.0)
                .containsEntry(
                        "rushes_transfer_bytes_total{direction=\"in\",what=\"source\"}",
                        (double) source)
                .containsEntry(
                        "rushes_transfer_bytes_total{direction=\"out\",what=\"result\"}",
                        (double) resultBytes(first));
        // A render of less than half a second has none.
        assertThat(since(before).containsKey("rushes_render_speed_count{kind=\"full\"}"))
                .isEqualTo(first.speed() != null);
        for (String phase :
                new String[] {
                    "downloading", "measuring", "rendering", "joining", "checking", "uploading"
                }) {
            assertThat(since(before))
                    .containsEntry(
                            "rushes_render_phase_seconds_count{phase=\"" + phase + "\"}", 1.0);
        }
        // The takes of other tests sound alike, so that some of the sound may be there already.
        double kept =
                since(before).getOrDefault(SEGMENTS_OUT, 0.0)
                        + since(before).getOrDefault(SEGMENTS_IN, 0.0);

        Map<String, Double> between = counted();
        rendered(studio.order(plan));
        assertThat(since(between))
                .containsEntry("rushes_render_segments_total{origin=\"reused\"}", 5.0)
                .doesNotContainKey("rushes_render_segments_total{origin=\"rendered\"}")
                .containsEntry(SEGMENTS_IN, kept)
                .doesNotContainKey(SEGMENTS_OUT);
    }

    @Test
    void theWorkerTellsThatItIsReadyAndWhatMemoryItHas() {
        studio.openBuckets();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Double.valueOf(1).equals(counted().get("rushes_worker_ready")));
        double physical = counted().getOrDefault("rushes_worker_physical_bytes", 0.0);
        assertThat(physical).isGreaterThan(100e6);
        assertThat(counted().get("rushes_worker_native_bytes")).isBetween(0.0, physical);
    }

    private VideoJob rendered(Dispatch dispatch) {
        studio.send(dispatch);
        await().atMost(Duration.ofSeconds(90))
                .until(() -> studio.job(dispatch.jobId()).status().isFinal());
        VideoJob job = studio.job(dispatch.jobId());
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        // The row ends before its message does.
        await().atMost(Duration.ofSeconds(30)).until(() -> studio.messages(QUEUE) == 0);
        return job;
    }

    private static long resultBytes(VideoJob job) {
        long bytes = 0;
        for (var output : Objects.requireNonNull(job.outputs())) {
            bytes += output.path("sizeBytes").asLong();
        }
        return bytes;
    }

    private static Map<String, Double> since(Map<String, Double> before) {
        Map<String, Double> since = new TreeMap<>();
        counted()
                .forEach((series, value) -> {
                    double grown = value - before.getOrDefault(series, 0.0);
                    if (grown != 0) {
                        since.put(series, grown);
                    }
                });
        return since;
    }

    private static Map<String, Double> counted() {
        Map<String, Double> series = new TreeMap<>();
        // The plain format: the other one adds examples of traces behind the numbers.
        RestAssured.given()
                .accept("text/plain")
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith("rushes_"))
                .map(line -> line.replace(",}", "}"))
                .forEach(line -> {
                    int end = line.lastIndexOf(' ');
                    series.put(line.substring(0, end), Double.parseDouble(line.substring(end + 1)));
                });
        return series;
    }
}
