package dev.rushes.api.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.api.RecordedSpans;
import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.common.job.QueueDefinition;
import dev.rushes.common.trace.TraceParent;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** A render's trace goes into its row and its messages, from where a worker takes it up. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class TracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Inject RecordedSpans spans;
    @Inject Sweep sweep;
    @Inject SqsClient sqs;

    @BeforeEach
    void emptyQueue() {
        Awaitility.await().until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        Rows.change("DELETE FROM video_processing_jobs");
        new TestQueues(sqs, QueueDefinition.VIDEO_PROCESSING.name()).purge();
    }

    @Test
    void theCallersTraceIsInTheMessageAndInEveryOneThatIsSentAgain() {
        UUID plan = Studio.take().approved();
        UUID job =
                Studio.id(
                        RestAssured.given()
                                .contentType(ContentType.JSON)
                                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                                .body("{}")
                                .post("/api/v1/edit-plans/" + plan + "/render")
                                .then()
                                .statusCode(202)
                                .extract()
                                .response());
        String first = Awaitility.await().until(this::traceOfMessage, trace -> !trace.isEmpty());
        Awaitility.await().until(() -> !spans.of(TRACE).isEmpty());
        SpanData request =
                spans.of(TRACE).stream()
                        .filter(span -> span.getKind() == SpanKind.SERVER)
                        .findFirst()
                        .orElseThrow();
        assertThat(request.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(first).isEqualTo("00-" + TRACE + "-" + request.getSpanId() + "-01");

        Rows.change(
                "UPDATE video_processing_jobs SET dispatched_at = now() - interval '13 hours' WHERE id = ?",
                job);
        sweep.run();
        assertThat(Awaitility.await().until(this::traceOfMessage, trace -> !trace.isEmpty()))
                .isEqualTo(first);
        assertThat(Rows.value("SELECT dispatch FROM video_processing_jobs WHERE id = ?", job))
                .isEqualTo("2");
    }

    /** The trace that the next message carries, which is then gone; empty where there is no message. */
    private String traceOfMessage() {
        String url =
                sqs.getQueueUrl(request ->
                                request.queueName(QueueDefinition.VIDEO_PROCESSING.name()))
                        .queueUrl();
        for (Message message :
                sqs.receiveMessage(request ->
                                request.queueUrl(url).messageAttributeNames(TraceParent.ATTRIBUTE))
                        .messages()) {
            sqs.deleteMessage(
                    request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
            var trace = message.messageAttributes().get(TraceParent.ATTRIBUTE);
            return trace == null ? "no trace" : trace.stringValue();
        }
        return "";
    }
}
