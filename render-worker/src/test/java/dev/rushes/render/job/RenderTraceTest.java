package dev.rushes.render.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rushes.common.job.Dispatch;
import dev.rushes.common.job.JobPhase;
import dev.rushes.common.job.JobStatus;
import dev.rushes.common.job.JobTransitions;
import dev.rushes.render.studio.RecordedSpans;
import dev.rushes.render.studio.StandInResource;
import dev.rushes.render.studio.Studio;
import dev.rushes.render.studio.Studio.ShotTake;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The worker goes on with the trace of the request that its message carries. */
@QuarkusTest
@QuarkusTestResource(StandInResource.class)
class RenderTraceTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String FAILED_TRACE = "1af7651916cd43dd8448eb211c80319c";
    private static final String CANCELLED_TRACE = "2af7651916cd43dd8448eb211c80319c";
    private static final String REQUEST = "b7ad6b7169203331";
    private static final AttributeKey<String> STOPPED = AttributeKey.stringKey("rushes.stopped");

    @Inject Studio studio;
    @Inject JobTransitions jobs;
    @Inject RecordedSpans spans;

    private void send(Dispatch ordered, String trace) {
        studio.send(
                new Dispatch(
                        ordered.jobId(),
                        ordered.episodeId(),
                        ordered.number(),
                        "00-" + trace + "-" + REQUEST + "-01"));
    }

    private SpanData render(String trace) {
        return await().atMost(Duration.ofSeconds(90))
                .until(
                        () ->
                                spans.of(trace).stream()
                                        .filter(span -> span.getKind() == SpanKind.CONSUMER)
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void aRenderIsAChildOfItsRequestAndItsPhasesAreChildrenOfTheRender() {
        studio.openBuckets();
        UUID episode = studio.episode();
        Dispatch ordered = studio.order(studio.plan(episode, studio.take(episode, 2), 1.6, 2));
        send(ordered, TRACE);

        await().atMost(Duration.ofSeconds(90))
                .until(() -> studio.job(ordered.jobId()).status() == JobStatus.COMPLETED);
        await().atMost(Duration.ofSeconds(30)).until(() -> spans.of(TRACE).size() == 7);
        SpanData render = render(TRACE);
        assertThat(render.getName()).isEqualTo("render");
        assertThat(render.getParentSpanId()).isEqualTo(REQUEST);
        assertThat(render.getAttributes().get(AttributeKey.stringKey("rushes.jobId")))
                .isEqualTo(ordered.jobId().toString());
        assertThat(render.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(render.getAttributes().get(STOPPED)).isNull();
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

    @Test
    void aRenderThatFailsIsAnErrorAndWasNotStopped() {
        studio.openBuckets();
        UUID episode = studio.episode();
        ShotTake take = studio.take(episode, 2);
        Dispatch ordered = studio.order(studio.plan(episode, take, 1, 1));
        studio.lose(take);
        send(ordered, FAILED_TRACE);

        SpanData render = render(FAILED_TRACE);
        assertThat(studio.job(ordered.jobId()).status()).isEqualTo(JobStatus.FAILED);
        assertThat(render.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(render.getStatus().getDescription()).isEqualTo("SourceGone");
        assertThat(render.getAttributes().get(STOPPED)).isNull();
    }

    @Test
    void aRenderThatIsCancelledIsNoErrorAndSaysWhyItStopped() {
        studio.openBuckets();
        UUID episode = studio.episode();
        Dispatch ordered = studio.order(studio.plan(episode, studio.take(episode, 2), 1.6, 90));
        send(ordered, CANCELLED_TRACE);
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(90))
                .until(() -> studio.job(ordered.jobId()).phase() == JobPhase.RENDERING);
        jobs.cancel(ordered.jobId());

        SpanData render = render(CANCELLED_TRACE);
        assertThat(studio.job(ordered.jobId()).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(render.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(render.getAttributes().get(STOPPED)).isEqualTo("CANCELLED");
    }
}
