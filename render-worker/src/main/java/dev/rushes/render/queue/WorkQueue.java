package dev.rushes.render.queue;

import dev.rushes.common.job.QueueDefinition;
import dev.rushes.common.trace.TraceParent;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.InvalidIdFormatException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;

/** A FIFO queue with its dead-letter queue. Every call throws {@link QueueUnavailable} where SQS does not answer. */
public final class WorkQueue {
    /** What SQS says to a receipt that is over, beside its two typed answers. */
    private static final Set<String> RECEIPT_IS_OVER =
            Set.of(
                    "InvalidParameterValue",
                    "ReceiptHandleIsInvalid",
                    "InvalidReceiptHandle",
                    "MessageNotInflight");

    private static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);

    /** For a whole call with its retries, so that a heartbeat is not held up for long. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final SqsClient sqs;
    private final QueueDefinition definition;
    private final Address main;
    private final Address deadLetters;

    WorkQueue(
            SqsClient sqs,
            QueueDefinition definition,
            Optional<String> url,
            Optional<String> deadLetterUrl) {
        this.sqs = sqs;
        this.definition = definition;
        this.main = new Address(definition.name(), url);
        this.deadLetters = new Address(definition.deadLetterName(), deadLetterUrl);
    }

    public QueueDefinition definition() {
        return definition;
    }

    /**
     * Waits for a message.
     *
     * @param wait how long, at most 20 s
     * @param visibility how long the message stays hidden from other receivers
     */
    public Optional<Delivery> receive(Duration wait, Duration visibility) {
        long before = System.nanoTime();
        return call(() ->
                sqs
                        .receiveMessage(request ->
                                request.queueUrl(main.url())
                                        .maxNumberOfMessages(1)
                                        .waitTimeSeconds((int) wait.toSeconds())
                                        .overrideConfiguration(
                                                all -> all.apiCallTimeout(wait.plus(PATIENCE)))
                                        .visibilityTimeout(seconds(visibility))
                                        .messageAttributeNames(TraceParent.ATTRIBUTE)
                                        .messageSystemAttributeNames(
                                                MessageSystemAttributeName
                                                        .APPROXIMATE_RECEIVE_COUNT,
                                                MessageSystemAttributeName.MESSAGE_GROUP_ID,
                                                MessageSystemAttributeName.SENT_TIMESTAMP))
                        .messages()
                        .stream()
                        .findFirst()
                        .map(message -> delivery(message, before)));
    }

    private static Delivery delivery(Message message, long before) {
        Map<MessageSystemAttributeName, String> attributes = message.attributes();
        MessageAttributeValue trace = message.messageAttributes().get(TraceParent.ATTRIBUTE);
        String sent = attributes.get(MessageSystemAttributeName.SENT_TIMESTAMP);
        return new Delivery(
                message.body(),
                message.receiptHandle(),
                attributes.getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, ""),
                Integer.parseInt(
                        attributes.getOrDefault(
                                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")),
                sent == null ? null : Instant.ofEpochMilli(Long.parseLong(sent)),
                trace == null ? null : trace.stringValue(),
                before);
    }

    /**
     * Sets for how long from now the message stays hidden; zero shows it at once.
     *
     * @return false where the receipt is over: the message is deleted or somebody else's
     */
    public boolean hide(Delivery delivery, Duration visibility) {
        return whileReceiptHolds(() ->
                sqs.changeMessageVisibility(request ->
                        request.queueUrl(main.url())
                                .receiptHandle(delivery.receipt())
                                .visibilityTimeout(seconds(visibility))
                                .overrideConfiguration(WorkQueue::patience)));
    }

    /**
     * Deletes the message.
     *
     * @return false where the receipt is over
     */
    public boolean delete(Delivery delivery) {
        return whileReceiptHolds(() ->
                sqs.deleteMessage(request ->
                        request.queueUrl(main.url())
                                .receiptHandle(delivery.receipt())
                                .overrideConfiguration(WorkQueue::patience)));
    }

    /**
     * Sends a message; SQS swallows it where one with this deduplication id was sent in the last five minutes.
     *
     * @param traceParent whose request it is; null where nothing is traced
     */
    public void send(
            String body, String group, String deduplicationId, @Nullable String traceParent) {
        send(main, body, group, deduplicationId, traceParent);
    }

    /** Puts a message into the dead-letter queue, as {@link #send} does. */
    public void giveUp(String body, String group, String deduplicationId) {
        send(deadLetters, body, group, deduplicationId, null);
    }

    private void send(
            Address queue,
            String body,
            String group,
            String deduplicationId,
            @Nullable String traceParent) {
        Map<String, MessageAttributeValue> trace =
                traceParent == null
                        ? Map.of()
                        : Map.of(
                                TraceParent.ATTRIBUTE,
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue(traceParent)
                                        .build());
        call(() ->
                sqs.sendMessage(request ->
                        request.queueUrl(queue.url())
                                .messageBody(body)
                                .messageGroupId(group)
                                .messageDeduplicationId(deduplicationId)
                                .messageAttributes(trace)
                                .overrideConfiguration(WorkQueue::patience)));
    }

    /** Asks both queues for an attribute, so that a missing queue or right is seen. */
    public void check() {
        for (Address queue : new Address[] {main, deadLetters}) {
            call(() ->
                    sqs.getQueueAttributes(request ->
                            request.queueUrl(queue.url())
                                    .attributeNames(QueueAttributeName.QUEUE_ARN)
                                    .overrideConfiguration(WorkQueue::patience)));
        }
    }

    private boolean whileReceiptHolds(Runnable action) {
        return call(() -> {
            try {
                action.run();
                return true;
            } catch (ReceiptHandleIsInvalidException
                    | MessageNotInflightException
                    | InvalidIdFormatException e) {
                return false;
            } catch (AwsServiceException e) {
                if (e.awsErrorDetails() != null
                        && RECEIPT_IS_OVER.contains(e.awsErrorDetails().errorCode())) {
                    return false;
                }
                throw e;
            }
        });
    }

    private <T> T call(Supplier<T> action) {
        try {
            return action.get();
        } catch (SdkException | UncheckedIOException e) {
            throw new QueueUnavailable(definition.role(), e);
        }
    }

    private static void patience(AwsRequestOverrideConfiguration.Builder all) {
        all.apiCallTimeout(PATIENCE);
    }

    private static int seconds(Duration visibility) {
        Duration bounded =
                visibility.compareTo(LONGEST_VISIBILITY) > 0 ? LONGEST_VISIBILITY : visibility;
        // Rounded up: hidden a little too long only costs time, too short wakes another worker.
        return (int) Math.max(0, (bounded.toMillis() + 999) / 1000);
    }

    /** A queue's URL, looked up once where it is not configured. */
    private final class Address {
        private final String name;
        private final AtomicReference<String> known = new AtomicReference<>();

        Address(String name, Optional<String> url) {
            this.name = name;
            url.ifPresent(known::set);
        }

        String url() {
            String url = known.get();
            if (url == null) {
                url = sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
                known.set(url);
            }
            return url;
        }
    }
}
