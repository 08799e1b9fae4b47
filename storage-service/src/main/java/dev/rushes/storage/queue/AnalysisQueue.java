package dev.rushes.storage.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.job.QueueDefinition;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.show.AnalysisMessage;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Sends footage to be analysed. Every method may end in the problem {@code unavailable}. */
@Singleton
public class AnalysisQueue {
    private static final Logger LOG = Logger.getLogger(AnalysisQueue.class);
    private static final QueueDefinition QUEUE = QueueDefinition.MEDIA_ANALYSIS;

    private final SqsClient sqs;
    private final ObjectMapper json;
    private volatile @Nullable String url;

    AnalysisQueue(SqsClient sqs, ObjectMapper json, Config config) {
        this.sqs = sqs;
        this.json = json;
        this.url =
                config.getOptionalValue(QUEUE.variable(), String.class)
                        .filter(configured -> !configured.isBlank())
                        .orElse(null);
    }

    /** Sends a message; the same one again within five minutes is swallowed by the queue. */
    public void send(AnalysisMessage message) {
        String body;
        try {
            body = json.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message is always serialisable", e);
        }
        String queue = url();
        answer(() ->
                sqs.sendMessage(request ->
                        request.queueUrl(queue)
                                .messageBody(body)
                                .messageGroupId(message.sceneId().toString())
                                .messageDeduplicationId(message.deduplicationId())));
    }

    /** Returns when the queue has answered. */
    void ping() {
        String queue = url();
        answer(() ->
                sqs.getQueueAttributes(request ->
                        request.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN)));
    }

    private String url() {
        String known = url;
        if (known == null) {
            known =
                    answer(() -> sqs.getQueueUrl(request -> request.queueName(QUEUE.name())))
                            .queueUrl();
            url = known;
        }
        return known;
    }

    private static <T> T answer(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException | UncheckedIOException e) {
            LOG.warnf("SQS does not answer: %s", e.getMessage());
            throw ProblemException.unavailable("The queue", e);
        }
    }
}
