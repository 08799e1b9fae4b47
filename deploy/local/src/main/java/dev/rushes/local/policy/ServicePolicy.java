package dev.rushes.local.policy;

import dev.rushes.common.job.QueueDefinition;
import dev.rushes.common.storage.BucketRole;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The least that a service must be allowed at AWS, as an IAM policy. Buckets and queues stand there by their default
 * names; whoever names them otherwise puts those names in.
 */
public enum ServicePolicy {
    /** Never S3: URLs come from storage-service. Dead letters are read, sent back and discarded here. */
    API_SERVICE("api-service") {
        @Override
        List<Statement> statements() {
            List<String> letters = new ArrayList<>(queues());
            letters.addAll(deadLetterQueues());
            return List.of(
                    new Statement(
                            "SendAndWatch",
                            List.of("sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"),
                            letters),
                    new Statement(
                            "HandleDeadLetters",
                            List.of(
                                    "sqs:ChangeMessageVisibility",
                                    "sqs:DeleteMessage",
                                    "sqs:ReceiveMessage"),
                            deadLetterQueues()));
        }
    },

    /** Owns the buckets; the rights to change them may be left out, then {@code GET /buckets} says what drifted. */
    STORAGE_SERVICE("storage-service") {
        @Override
        List<Statement> statements() {
            return List.of(
                    new Statement(
                            "SeeBuckets",
                            List.of(
                                    "s3:GetBucketCORS",
                                    "s3:GetBucketPublicAccessBlock",
                                    "s3:GetBucketVersioning",
                                    "s3:GetEncryptionConfiguration",
                                    "s3:GetLifecycleConfiguration",
                                    "s3:ListBucket",
                                    "s3:ListBucketMultipartUploads",
                                    "s3:ListBucketVersions"),
                            buckets("")),
                    new Statement(
                            "MendBuckets",
                            List.of(
                                    "s3:CreateBucket",
                                    "s3:PutBucketCORS",
                                    "s3:PutBucketPublicAccessBlock",
                                    "s3:PutBucketVersioning",
                                    "s3:PutEncryptionConfiguration",
                                    "s3:PutLifecycleConfiguration"),
                            buckets("")),
                    new Statement(
                            "HandObjectsOut",
                            List.of(
                                    "s3:AbortMultipartUpload",
                                    "s3:DeleteObject",
                                    "s3:DeleteObjectVersion",
                                    "s3:GetObject",
                                    "s3:GetObjectVersion",
                                    "s3:ListMultipartUploadParts",
                                    "s3:PutObject",
                                    "s3:RestoreObject"),
                            buckets("/*")),
                    new Statement(
                            "AskForAnalyses",
                            List.of("sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"),
                            List.of(queue(QueueDefinition.MEDIA_ANALYSIS.name()))));
        }
    },

    /** Reads footage, writes results and kept segments. */
    RENDER_WORKER("render-worker") {
        @Override
        List<Statement> statements() {
            String results = bucket(BucketRole.PROCESSED_VIDEOS);
            return List.of(
                    // Without it S3 answers 403 for an object that is not there.
                    new Statement("SeeWhatIsThere", List.of("s3:ListBucket"), buckets("")),
                    new Statement(
                            "ReadSources",
                            List.of("s3:GetObject", "s3:GetObjectVersion"),
                            buckets("/*")),
                    new Statement(
                            "WriteResults",
                            List.of(
                                    "s3:AbortMultipartUpload",
                                    "s3:DeleteObject",
                                    "s3:DeleteObjectVersion",
                                    "s3:PutObject"),
                            List.of(results + "/*")),
                    new Statement(
                            "Work",
                            List.of(
                                    "sqs:ChangeMessageVisibility",
                                    "sqs:DeleteMessage",
                                    "sqs:GetQueueAttributes",
                                    "sqs:GetQueueUrl",
                                    "sqs:ReceiveMessage",
                                    "sqs:SendMessage"),
                            queues()),
                    new Statement(
                            "GiveUp",
                            List.of("sqs:GetQueueUrl", "sqs:SendMessage"),
                            deadLetterQueues()));
        }
    };

    /** Some actions on some resources. */
    record Statement(String id, List<String> actions, List<String> resources) {
        Statement {
            actions = List.copyOf(actions);
            resources = List.copyOf(resources);
        }
    }

    private final String service;

    ServicePolicy(String service) {
        this.service = service;
    }

    abstract List<Statement> statements();

    /** The file's name below {@code deploy/policies}. */
    public String fileName() {
        return service + ".json";
    }

    /** The policy document. */
    public String document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("Version", "2012-10-17");
        ArrayNode all = document.putArray("Statement");
        for (Statement statement : statements()) {
            ObjectNode one = all.addObject();
            one.put("Sid", statement.id());
            one.put("Effect", "Allow");
            statement.actions().forEach(one.putArray("Action")::add);
            statement.resources().forEach(one.putArray("Resource")::add);
        }
        return JsonMapper.builder()
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(document)
                + "\n";
    }

    private static List<String> buckets(String objects) {
        return Stream.of(BucketRole.values()).map(role -> bucket(role) + objects).toList();
    }

    private static String bucket(BucketRole role) {
        return "arn:aws:s3:::" + role.defaultName();
    }

    private static List<String> queues() {
        return definitions().map(queue -> queue(queue.name())).toList();
    }

    private static List<String> deadLetterQueues() {
        return definitions().map(queue -> queue(queue.deadLetterName())).toList();
    }

    private static Stream<QueueDefinition> definitions() {
        return Stream.of(QueueDefinition.VIDEO_PROCESSING, QueueDefinition.MEDIA_ANALYSIS);
    }

    private static String queue(String name) {
        return "arn:aws:sqs:*:*:" + name;
    }
}
