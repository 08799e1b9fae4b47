package dev.rushes.local.doctor;

import dev.rushes.local.validate.Environment;
import dev.rushes.local.validate.Unmet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks at the database, the buckets, the queues and the services that an environment names. */
final class StackLooks {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> QUEUES =
            List.of(
                    "SQS_VIDEO_PROCESSING_QUEUE_URL",
                    "SQS_VIDEO_PROCESSING_DLQ_URL",
                    "SQS_MEDIA_ANALYSIS_QUEUE_URL",
                    "SQS_MEDIA_ANALYSIS_DLQ_URL");

    private final Environment environment;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();

    StackLooks(Environment environment) {
        this.environment = environment;
    }

    List<Look> all() {
        List<Look> looks = new ArrayList<>();
        looks.add(
                new Look(
                        "database connection",
                        this::database,
                        "check DATABASE_URL, its password, and that PostgreSQL runs (locally: data/postgres.log in the data folder)"));
        looks.add(
                new Look(
                        "database schema",
                        this::schema,
                        "start api-service: it alone migrates the database; its log tells about a failed migration"));
        looks.add(
                new Look(
                        "S3 put, get and delete",
                        this::objects,
                        "check AWS_ENDPOINT_URL_S3, the credentials, the clock of this machine and the bucket's policy"));
        for (String queue : QUEUES) {
            looks.add(
                    new Look(
                            "queue " + queue,
                            () -> queue(queue),
                            "check AWS_ENDPOINT_URL_SQS, the credentials, and that the queue exists under this URL"));
        }
        looks.add(
                service(
                        "api-service",
                        environment.serviceUrl("PUBLIC_BASE_URL", "API_PORT", 8080),
                        "api"));
        looks.add(
                service(
                        "storage-service",
                        environment.serviceUrl("STORAGE_SERVICE_URL", "STORAGE_PORT", 8081),
                        "storage"));
        looks.add(
                service(
                        "render-worker",
                        environment.serviceUrl("WORKER_SERVICE_URL", "WORKER_PORT", 8082),
                        "worker-1"));
        return looks;
    }

    private Finding database() throws SQLException, Unmet {
        try (Connection connection = environment.connect();
                ResultSet row =
                        connection
                                .createStatement()
                                .executeQuery("select current_user, version()")) {
            row.next();
            return new Finding.Well(
                    row.getString(1) + " on " + row.getString(2).replaceAll(" on .*", ""));
        }
    }

    private Finding schema() throws SQLException, Unmet {
        try (Connection connection = environment.connect();
                ResultSet row =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select count(*), (array_agg(version order by installed_rank desc))[1]"
                                                + " from rushes_schema_history where success")) {
            row.next();
            int applied = row.getInt(1);
            return applied > 0
                    ? new Finding.Well(applied + " migrations, the last one " + row.getString(2))
                    : new Finding.Ill(
                            "no migration has been applied",
                            "start api-service: it migrates the database");
        }
    }

    private Finding objects() {
        String bucket =
                environment
                        .get("S3_PROCESSED_VIDEOS_BUCKET")
                        .orElse("episode-metadata-processed-videos-dev");
        // Below cache/, where the bucket's own rule would remove what a broken delete leaves.
        String key = "cache/doctor/" + UUID.randomUUID();
        byte[] content = key.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (S3Client s3 = environment.s3()) {
            s3.putObject(
                    request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
            byte[] read =
                    s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArray();
            s3.deleteObject(request -> request.bucket(bucket).key(key));
            return Arrays.equals(content, read)
                    ? new Finding.Well("in " + bucket)
                    : new Finding.Ill(
                            "read other bytes than written",
                            "look for a proxy that changes bodies");
        }
    }

    private Finding queue(String variable) {
        String url = environment.get(variable).orElse("");
        if (url.isEmpty()) {
            return new Finding.Ill(variable + " is not set", "set it to the queue's URL");
        }
        try (SqsClient sqs = environment.sqs()) {
            Map<QueueAttributeName, String> attributes =
                    sqs.getQueueAttributes(request ->
                                    request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                            .attributes();
            return new Finding.Well(
                    "%s visible, %s in flight, visibility %s s"
                            .formatted(
                                    attributes.get(
                                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                                    attributes.get(
                                            QueueAttributeName
                                                    .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                                    attributes.get(QueueAttributeName.VISIBILITY_TIMEOUT)));
        }
    }

    private Look service(String name, String url, String log) {
        return new Look(
                name,
                () -> health(url),
                "see the log: .rushes/logs/%s.log in the checkout (or ./rushes up, when no stack runs)"
                        .formatted(log));
    }

    private Finding health(String url) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        HttpRequest.newBuilder(URI.create(url + "/q/health"))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        List<String> up = new ArrayList<>();
        List<String> down = new ArrayList<>();
        for (JsonNode check : JSON.readTree(response.body()).path("checks").values()) {
            String name = check.path("name").asString("?");
            if (check.path("status").asString("").equals("UP")) {
                up.add(name);
            } else {
                down.add(name + " " + check.path("data"));
            }
        }
        return response.statusCode() == 200
                ? new Finding.Well("up: " + String.join(", ", up))
                : new Finding.Ill(
                        "down: " + String.join(", ", down),
                        "mend what it names; the service recovers by itself");
    }
}
