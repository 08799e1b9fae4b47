package dev.rushes.render.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rushes.common.job.Dispatch;
import dev.rushes.common.job.JobStatus;
import dev.rushes.render.studio.RecordedSpans;
import dev.rushes.render.studio.StandInResource;
import dev.rushes.render.studio.Studio;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The worker goes on with the trace of the request that its message carries. */
@QuarkusTest
@QuarkusTestResource(StandInResource.class)
class RenderTraceTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String REQUEST = "b7ad6b7169203331";

    @Inject Studio studio;
    @Inject RecordedSpans spans;

    @Test
    void aRenderIsAChildOfItsRequestAndItsPhasesAreChildrenOfTheRender() {
        studio.openBuckets();
        UUID episode = studio.episode();
        Dispatch ordered = studio.order(studio.plan(episode, studio.take(episode, 2), 1.6, 2));
        studio.send(
                new Dispatch(
                        ordered.jobId(),
                        ordered.episodeId(),
                        ordered.number(),
                        "00-" + TRACE + "-" + REQUEST + "-01"));

        await().atMost(Duration.ofSeconds(90))
                .until(() -> studio.job(ordered.jobId()).status() == JobStatus.COMPLETED);
        await().atMost(Duration.ofSeconds(30)).until(() -> spans.of(TRACE).size() == 7);
        SpanData render =
                spans.of(TRACE).stream()
                        .filter(span -> span.getKind() == SpanKind.CONSUMER)
                        .findFirst()
                        .orElseThrow();
        assertThat(render.getName()).isEqualTo("render");
        assertThat(render.getParentSpanId()).isEqualTo(REQUEST);
        assertThat(render.getAttributes().get(AttributeKey.stringKey("rushes.jobId")))
                .isEqualTo(ordered.jobId().toString());
        List<SpanData> phases =
                spans.of(TRACE).stream()
                        .filter(span -> span.getParentSpanId().equals(render.getSpanId()))
                        .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
                        .toList();
        assertThat(phases)
                .extracting(SpanData::getName)
                .containsExactly(
                        "downloading",
                        "measuring",
                        "rendering",
                        "joining",
                        "checking",
                        "uploading");
    }
}
