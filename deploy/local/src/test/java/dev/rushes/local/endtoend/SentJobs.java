package dev.rushes.local.endtoend;

import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The messages of jobs in a stack's queue, taken out of it in the place of a worker. */
final class SentJobs implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SqsClient sqs;
    private final String queue;

    /**
     * @param environment of the stack
     */
    SentJobs(Map<String, String> environment) {
        queue = environment.getOrDefault("SQS_VIDEO_PROCESSING_QUEUE_URL", "");
        sqs =
                SqsClient.builder()
                        .endpointOverride(
                                URI.create(environment.getOrDefault("AWS_ENDPOINT_URL_SQS", "")))
                        .region(Region.of(environment.getOrDefault("AWS_REGION", "")))
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(
                                                environment.getOrDefault("AWS_ACCESS_KEY_ID", ""),
                                                environment.getOrDefault(
                                                        "AWS_SECRET_ACCESS_KEY", ""))))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
    }

    /** Takes what is there now, as "ID dispatch N"; empty where nothing waits. */
    List<String> take() {
        List<Message> messages =
                sqs.receiveMessage(receive -> receive.queueUrl(queue).maxNumberOfMessages(10))
                        .messages();
        for (Message message : messages) {
            sqs.deleteMessage(
                    delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
        }
        return messages.stream()
                .map(message -> JSON.readTree(message.body()))
                .map(SentJobs::said)
                .toList();
    }

    private static String said(JsonNode message) {
        return "%s dispatch %d"
                .formatted(message.path("jobId").asString(), message.path("dispatch").asInt());
    }

    @Override
    public void close() {
        sqs.close();
    }
}
