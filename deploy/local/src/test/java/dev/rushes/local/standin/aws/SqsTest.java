package dev.rushes.local.standin.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rushes.local.standin.SharedStandIns;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

class SqsTest {
    private static final SqsClient SQS = SharedStandIns.sqs();
    private static final String VIDEO = url("SQS_VIDEO_PROCESSING_QUEUE_URL");
    private static final String ANALYSIS = url("SQS_MEDIA_ANALYSIS_QUEUE_URL");
    private static final String ANALYSIS_DEAD = url("SQS_MEDIA_ANALYSIS_DLQ_URL");

    @BeforeEach
    void emptyTheQueues() {
        SQS.purgeQueue(b -> b.queueUrl(VIDEO));
        SQS.purgeQueue(b -> b.queueUrl(ANALYSIS));
        SQS.purgeQueue(b -> b.queueUrl(ANALYSIS_DEAD));
    }

    @Test
    void theQueuesHaveTheSpecifiedAttributes() {
        Map<QueueAttributeName, String> video = attributes(VIDEO);
        assertThat(video)
                .containsEntry(QueueAttributeName.FIFO_QUEUE, "true")
                .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "900")
                .containsEntry(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "86400");
        assertThat(video.get(QueueAttributeName.REDRIVE_POLICY))
                .contains("\"maxReceiveCount\":3")
                .contains("episode-metadata-video-processing-dlq-dev.fifo");
        Map<QueueAttributeName, String> dead = attributes(ANALYSIS_DEAD);
        assertThat(dead)
                .containsEntry(QueueAttributeName.FIFO_QUEUE, "true")
                .containsEntry(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600");
        assertThat(
                        SQS.getQueueAttributes(b ->
                                        b.queueUrl(VIDEO)
                                                .attributeNames(
                                                        QueueAttributeName
                                                                .MESSAGE_RETENTION_PERIOD))
                                .attributes())
                .containsExactly(Map.entry(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "86400"));
    }

    @Test
    void retentionAndVisibilityCanBeChanged() {
        String queue =
                SQS.createQueue(b ->
                                b.queueName("changed.fifo")
                                        .attributes(
                                                Map.of(
                                                        QueueAttributeName.FIFO_QUEUE, "true",
                                                        QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                                                                "3600")))
                        .queueUrl();
        assertThat(attributes(queue))
                .containsEntry(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "3600");
        SQS.setQueueAttributes(b ->
                b.queueUrl(queue)
                        .attributes(
                                Map.of(
                                        QueueAttributeName.VISIBILITY_TIMEOUT, "77",
                                        QueueAttributeName.MESSAGE_RETENTION_PERIOD, "7200")));
        assertThat(attributes(queue))
                .containsEntry(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "7200")
                .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "77");
        SQS.deleteQueue(b -> b.queueUrl(queue));
    }

    @Test
    void aGroupIsReadInOrderAndOneAtATime() {
        send(VIDEO, "a", "1");
        send(VIDEO, "a", "2");
        send(VIDEO, "b", "3");
        Message first = receive(VIDEO, 60).getFirst();
        assertThat(first.body()).isEqualTo("1");
        Message other = receive(VIDEO, 60).getFirst();
        assertThat(other.body()).isEqualTo("3");
        assertThat(receive(VIDEO, 60)).isEmpty();
        delete(VIDEO, first);
        Message second = receive(VIDEO, 60).getFirst();
        assertThat(second.body()).isEqualTo("2");
        delete(VIDEO, second);
        delete(VIDEO, other);
    }

    @Test
    void aRepeatedDeduplicationIdIsSwallowed() {
        String id = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            SQS.sendMessage(b ->
                    b.queueUrl(VIDEO)
                            .messageBody("once")
                            .messageGroupId("d")
                            .messageDeduplicationId(id));
        }
        delete(VIDEO, receive(VIDEO, 60).getFirst());
        assertThat(receive(VIDEO, 60)).isEmpty();
    }

    @Test
    void aMessageGivenBackIsSeenAgainAtOnce() {
        send(VIDEO, "v", "again");
        Message first = receive(VIDEO, 60).getFirst();
        assertThat(receive(VIDEO, 60)).isEmpty();
        SQS.changeMessageVisibility(
                b -> b.queueUrl(VIDEO).receiptHandle(first.receiptHandle()).visibilityTimeout(0));
        Message second = receive(VIDEO, 60).getFirst();
        assertThat(second.body()).isEqualTo("again");
        assertThat(second.attributes())
                .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2");
        delete(VIDEO, second);
    }

    @Test
    void aLongPollEndsWhenAMessageComes() {
        Thread sender =
                Thread.startVirtualThread(() ->
                        Awaitility.await()
                                .pollDelay(Duration.ofMillis(300))
                                .untilAsserted(() -> send(VIDEO, "l", "late")));
        long start = System.nanoTime();
        List<Message> received =
                SQS.receiveMessage(b -> b.queueUrl(VIDEO).waitTimeSeconds(20)).messages();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(received).singleElement().satisfies(m -> assertThat(m.body()).isEqualTo("late"));
        delete(VIDEO, received.getFirst());
        assertThat(sender.isAlive()).isFalse();
    }

    @Test
    void theFourthReceiveMovesAMessageToTheDeadLetters() {
        send(ANALYSIS, "r", "poison");
        for (int i = 1; i <= 3; i++) {
            Message message = receive(ANALYSIS, 60).getFirst();
            SQS.changeMessageVisibility(b ->
                    b.queueUrl(ANALYSIS)
                            .receiptHandle(message.receiptHandle())
                            .visibilityTimeout(0));
        }
        assertThat(receive(ANALYSIS, 60)).isEmpty();
        Message dead = receive(ANALYSIS_DEAD, 60).getFirst();
        assertThat(dead.body()).isEqualTo("poison");
        delete(ANALYSIS_DEAD, dead);
    }

    @Test
    void anotherSecretIsRefused() {
        try (SqsClient forger = SharedStandIns.sqs(SharedStandIns.environment(), "guessed")) {
            assertThatThrownBy(() -> forger.listQueues())
                    .isInstanceOfSatisfying(
                            AwsServiceException.class,
                            e -> {
                                assertThat(e.statusCode()).isEqualTo(403);
                                assertThat(e.awsErrorDetails().errorCode())
                                        .isEqualTo("SignatureDoesNotMatch");
                            });
        }
    }

    private static String url(String name) {
        return SharedStandIns.value(SharedStandIns.environment(), name);
    }

    private static Map<QueueAttributeName, String> attributes(String queue) {
        return SQS.getQueueAttributes(b -> b.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                .attributes();
    }

    private static void send(String queue, String group, String body) {
        SQS.sendMessage(b ->
                b.queueUrl(queue)
                        .messageBody(body)
                        .messageGroupId(group)
                        .messageDeduplicationId(UUID.randomUUID().toString()));
    }

    private static List<Message> receive(String queue, int visibilitySeconds) {
        return SQS.receiveMessage(
                        ReceiveMessageRequest.builder()
                                .queueUrl(queue)
                                .maxNumberOfMessages(1)
                                .visibilityTimeout(visibilitySeconds)
                                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                                .build())
                .messages();
    }

    private static void delete(String queue, Message message) {
        SQS.deleteMessage(b -> b.queueUrl(queue).receiptHandle(message.receiptHandle()));
    }
}
