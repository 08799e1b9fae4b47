package dev.rushes.api.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.job.Dispatch;
import dev.rushes.common.job.JobMessage;
import dev.rushes.common.show.AnalysisMessage;
import dev.rushes.common.trace.TraceParent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** The four queues as SQS has them. Every call may take seconds and may fail: never within a transaction. */
@ApplicationScoped
class MessageQueues {
    /** Of SQS, for messages in one call. */
    static final int LARGEST_BATCH = 10;

    private final SqsClient sqs;
    private final QueueSettings settings;
    private final ObjectMapper json;
    private final Map<Queue, String> urls = new ConcurrentHashMap<>();

    MessageQueues(SqsClient sqs, QueueSettings settings, ObjectMapper json) {
        this.sqs = sqs;
        this.settings = settings;
        this.json = json;
    }

    /**
     * What a queue holds; SQS counts approximately.
     *
     * @param visible waiting
     * @param inFlight received and not deleted
     */
    record Depth(String name, long visible, long inFlight, long delayed) {
        long all() {
            return visible + inFlight + delayed;
        }
    }

    /** A message of a dead-letter queue. */
    record Letter(String body, String receipt) {}

    /**
     * Sends messages of jobs in one call, at most {@link #LARGEST_BATCH}: the episode of each is its group.
     *
     * @return those that SQS took
     * @throws SdkException where it took none
     */
    List<Dispatch> send(List<Dispatch> dispatches) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (Dispatch dispatch : dispatches) {
            JobMessage message = dispatch.message();
            entries.add(
                    SendMessageBatchRequestEntry.builder()
                            .id(Integer.toString(entries.size()))
                            .messageBody(body(message))
                            .messageGroupId(dispatch.episodeId().toString())
                            .messageDeduplicationId(message.deduplicationId())
                            .messageAttributes(trace(dispatch.traceParent()))
                            .build());
        }
        return sqs
                .sendMessageBatch(
                        request -> request.queueUrl(url(Queue.VIDEO_PROCESSING)).entries(entries))
                .successful()
                .stream()
                .map(taken -> dispatches.get(Integer.parseInt(taken.id())))
                .toList();
    }

    private static Map<String, MessageAttributeValue> trace(@Nullable String traceParent) {
        return traceParent == null
                ? Map.of()
                : Map.of(
                        TraceParent.ATTRIBUTE,
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(traceParent)
                                .build());
    }

    /**
     * Sends an analysis' message: its scene is the group.
     *
     * @throws SdkException where SQS does not take it
     */
    void send(AnalysisMessage message) {
        send(
                Queue.MEDIA_ANALYSIS,
                message,
                message.sceneId().toString(),
                message.deduplicationId());
    }

    /** Puts the message of a job that was given up where people look for it; each is a group of its own. */
    void bury(JobMessage message) {
        String id = message.deduplicationId();
        send(Queue.VIDEO_PROCESSING_DEAD_LETTERS, message, id, id);
    }

    /** The same for an analysis. */
    void bury(AnalysisMessage message) {
        String id = message.deduplicationId();
        send(Queue.MEDIA_ANALYSIS_DEAD_LETTERS, message, id, id);
    }

    Depth depth(Queue queue) {
        String url = url(queue);
        Map<QueueAttributeName, String> attributes =
                sqs.getQueueAttributes(request ->
                                request.queueUrl(url)
                                        .attributeNames(
                                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                                QueueAttributeName
                                                        .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                                QueueAttributeName
                                                        .APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                        .attributes();
        return new Depth(
                url.substring(url.lastIndexOf('/') + 1),
                count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
    }

    /** Up to ten letters, hidden from others meanwhile; they stay in the queue. */
    List<Letter> look(Queue queue, Duration hidden) {
        List<Message> messages =
                sqs.receiveMessage(request ->
                                request.queueUrl(url(queue))
                                        .maxNumberOfMessages(LARGEST_BATCH)
                                        .visibilityTimeout(Math.toIntExact(hidden.toSeconds()))
                                        .waitTimeSeconds(0))
                        .messages();
        return messages.stream()
                .map(message -> new Letter(message.body(), message.receiptHandle()))
                .toList();
    }

    /** Lets others see the letters again that a look has hidden. */
    void release(Queue queue, List<Letter> letters) {
        for (int from = 0; from < letters.size(); from += LARGEST_BATCH) {
            List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
            for (Letter letter :
                    letters.subList(from, Math.min(from + LARGEST_BATCH, letters.size()))) {
                entries.add(
                        ChangeMessageVisibilityBatchRequestEntry.builder()
                                .id(Integer.toString(entries.size()))
                                .receiptHandle(letter.receipt())
                                .visibilityTimeout(0)
                                .build());
            }
            // One that fails comes back by itself.
            sqs.changeMessageVisibilityBatch(
                    request -> request.queueUrl(url(queue)).entries(entries));
        }
    }

    void delete(Queue queue, Letter letter) {
        sqs.deleteMessage(request -> request.queueUrl(url(queue)).receiptHandle(letter.receipt()));
    }

    private void send(Queue queue, Object message, String group, String deduplicationId) {
        sqs.sendMessage(request ->
                request.queueUrl(url(queue))
                        .messageBody(body(message))
                        .messageGroupId(group)
                        .messageDeduplicationId(deduplicationId));
    }

    private String body(Object message) {
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message is always serialisable", e);
        }
    }

    private String url(Queue queue) {
        String known = urls.get(queue);
        if (known != null) {
            return known;
        }
        // Not computeIfAbsent: it would hold a lock during the call.
        String url =
                queue.configuredUrl(settings)
                        .orElseGet(() ->
                                sqs.getQueueUrl(request -> request.queueName(queue.defaultName()))
                                        .queueUrl());
        urls.put(queue, url);
        return url;
    }

    private static long count(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
        return Long.parseLong(attributes.getOrDefault(name, "0"));
    }
}
