package dev.rushes.local.validate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The four queues with every attribute that the specification names. */
final class QueueChecks {
    private static final Pattern MAX_RECEIVES =
            Pattern.compile("\"maxReceiveCount\"\\s*:\\s*\"?(\\d+)");
    private static final Pattern TARGET =
            Pattern.compile("\"deadLetterTargetArn\"\\s*:\\s*\"([^\"]+)\"");

    private enum Queue {
        VIDEO_DEAD("video-processing-dlq", "SQS_VIDEO_PROCESSING_DLQ_URL", Duration.ofDays(14)),
        VIDEO("video-processing", "SQS_VIDEO_PROCESSING_QUEUE_URL", Duration.ofHours(24)),
        ANALYSIS_DEAD("media-analysis-dlq", "SQS_MEDIA_ANALYSIS_DLQ_URL", Duration.ofDays(14)),
        ANALYSIS("media-analysis", "SQS_MEDIA_ANALYSIS_QUEUE_URL", Duration.ofHours(24));

        private final String role;
        private final String variable;
        private final Duration retention;

        Queue(String role, String variable, Duration retention) {
            this.role = role;
            this.variable = variable;
            this.retention = retention;
        }

        Optional<Queue> deadLetters() {
            return switch (this) {
                case VIDEO -> Optional.of(VIDEO_DEAD);
                case ANALYSIS -> Optional.of(ANALYSIS_DEAD);
                case VIDEO_DEAD, ANALYSIS_DEAD -> Optional.empty();
            };
        }
    }

    private final Environment environment;
    private final SqsClient sqs;

    private QueueChecks(Environment environment, SqsClient sqs) {
        this.environment = environment;
        this.sqs = sqs;
    }

    static List<Check> all(Environment environment, SqsClient sqs) {
        var queues = new QueueChecks(environment, sqs);
        var checks = new ArrayList<Check>();
        for (Queue queue : Queue.values()) {
            queues.add(checks, queue);
        }
        return checks;
    }

    private void add(List<Check> checks, Queue queue) {
        String name = "queue " + queue.role + " ";
        checks.add(
                new Check(name + "exists", () -> attribute(queue, QueueAttributeName.QUEUE_ARN)));
        checks.add(
                new Check(
                        name + "FIFO", () -> expect(queue, QueueAttributeName.FIFO_QUEUE, "true")));
        checks.add(
                new Check(
                        name + "retention",
                        () ->
                                expectSeconds(
                                        queue,
                                        QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                                        queue.retention)));
        if (queue.deadLetters().isPresent()) {
            Queue dead = queue.deadLetters().get();
            checks.add(
                    new Check(
                            name + "visibility timeout",
                            () ->
                                    expectSeconds(
                                            queue,
                                            QueueAttributeName.VISIBILITY_TIMEOUT,
                                            Duration.ofMinutes(15))));
            checks.add(
                    new Check(
                            name + "dead letter after 3 receives",
                            () -> {
                                String policy = attribute(queue, QueueAttributeName.REDRIVE_POLICY);
                                Matcher count = MAX_RECEIVES.matcher(policy);
                                Unmet.unless(count.find() && count.group(1).equals("3"), policy);
                                return "maxReceiveCount 3";
                            }));
            checks.add(
                    new Check(
                            name + "dead letters go to " + dead.role,
                            () -> {
                                String policy = attribute(queue, QueueAttributeName.REDRIVE_POLICY);
                                String arn = attribute(dead, QueueAttributeName.QUEUE_ARN);
                                Matcher target = TARGET.matcher(policy);
                                Unmet.unless(
                                        target.find() && target.group(1).equals(arn),
                                        policy + ", not " + arn);
                                return arn;
                            }));
        }
    }

    private String expectSeconds(Queue queue, QueueAttributeName attribute, Duration expected)
            throws Unmet {
        expect(queue, attribute, Long.toString(expected.toSeconds()));
        return expected.toSeconds() + " s";
    }

    private String expect(Queue queue, QueueAttributeName attribute, String expected) throws Unmet {
        String seen = attribute(queue, attribute);
        Unmet.unless(seen.equals(expected), seen + ", expected " + expected);
        return seen;
    }

    private String attribute(Queue queue, QueueAttributeName attribute) throws Unmet {
        String url = environment.require(queue.variable);
        Map<QueueAttributeName, String> attributes =
                sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                        .attributes();
        return Optional.ofNullable(attributes.get(attribute))
                .orElseThrow(() -> new Unmet("no " + attribute + " on " + url));
    }
}
