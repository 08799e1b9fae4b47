package dev.rushes.api.queue;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Takes messages out of a queue as a worker would. */
final class TestQueues {
    private final SqsClient sqs;
    private final String url;

    TestQueues(SqsClient sqs, String name) {
        this.sqs = sqs;
        this.url = sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
    }

    /** Removes everything, also what is hidden. */
    void purge() {
        sqs.purgeQueue(request -> request.queueUrl(url));
    }

    /** Removes everything; bodies in order of arrival. */
    List<String> drain() {
        List<String> bodies = new ArrayList<>();
        while (true) {
            List<Message> messages =
                    sqs.receiveMessage(request ->
                                    request.queueUrl(url)
                                            .maxNumberOfMessages(10)
                                            .waitTimeSeconds(0))
                            .messages();
            if (messages.isEmpty()) {
                return bodies;
            }
            for (Message message : messages) {
                bodies.add(message.body());
                sqs.deleteMessage(
                        request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        }
    }

    /** Messages that name the id. */
    List<String> drain(Object id) {
        return drain().stream().filter(body -> body.contains(id.toString())).toList();
    }

    void put(String body, String id) {
        sqs.sendMessage(request ->
                request.queueUrl(url)
                        .messageBody(body)
                        .messageGroupId(id)
                        .messageDeduplicationId(id));
    }

    long waiting() {
        return Long.parseLong(
                sqs.getQueueAttributes(request ->
                                request.queueUrl(url)
                                        .attributeNames(
                                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                        .attributes()
                        .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }
}
