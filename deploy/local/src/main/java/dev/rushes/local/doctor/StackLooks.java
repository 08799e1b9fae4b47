package dev.rushes.local.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
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

    private final Map<String, String> environment;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();

    StackLooks(Map<String, String> environment) {
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
        looks.add(service("api-service", "API_PORT", "8080", "api"));
        looks.add(service("storage-service", "STORAGE_PORT", "8081", "storage"));
        looks.add(service("render-worker", "WORKER_PORT", "8082", "worker-1"));
        return looks;
    }

    private Finding database() throws SQLException {
        try (Connection connection = connect();
                ResultSet row =
                        connection
                                .createStatement()
                                .executeQuery("select current_user, version()")) {
            row.next();
            return new Finding.Well(
                    row.getString(1) + " on " + row.getString(2).replaceAll(" on .*", ""));
        }
    }

    private Finding schema() throws SQLException {
        try (Connection connection = connect();
                ResultSet row =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select count(*), max(version) from flyway_schema_history where success")) {
            row.next();
            int applied = row.getInt(1);
            return applied > 0
                    ? new Finding.Well(applied + " migrations, the last one " + row.getString(2))
                    : new Finding.Ill(
                            "no migration has been applied",
                            "start api-service: it migrates the database");
        }
    }

    private Connection connect() throws SQLException {
        String given = environment.getOrDefault("DATABASE_URL", "");
        URI url = URI.create(given.startsWith("jdbc:") ? given.substring("jdbc:".length()) : given);
        Properties properties = new Properties();
        String userInfo = url.getUserInfo();
        String user = environment.getOrDefault("DATABASE_USER", "");
        String password = environment.getOrDefault("DATABASE_PASSWORD", "");
        if (userInfo != null) {
            int colon = userInfo.indexOf(':');
            user = colon < 0 ? userInfo : userInfo.substring(0, colon);
            password = colon < 0 ? password : userInfo.substring(colon + 1);
        }
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        int port = url.getPort() < 0 ? 5432 : url.getPort();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.getHost() + ":" + port + url.getPath() + query,
                properties);
    }

    private Finding objects() {
        String bucket =
                environment.getOrDefault(
                        "S3_PROCESSED_VIDEOS_BUCKET", "episode-metadata-processed-videos-dev");
        // Below cache/, where the bucket's own rule would remove what a broken delete leaves.
        String key = "cache/doctor/" + UUID.randomUUID();
        byte[] content = key.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (S3Client s3 =
                configured(S3Client.builder(), "AWS_ENDPOINT_URL_S3")
                        .forcePathStyle(
                                Boolean.parseBoolean(
                                        environment.getOrDefault("S3_PATH_STYLE", "false")))
                        .build()) {
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
        String url = environment.getOrDefault(variable, "");
        if (url.isEmpty()) {
            return new Finding.Ill(variable + " is not set", "set it to the queue's URL");
        }
        try (SqsClient sqs = configured(SqsClient.builder(), "AWS_ENDPOINT_URL_SQS").build()) {
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

    private <B extends AwsClientBuilder<B, ?>> B configured(B builder, String endpointVariable) {
        builder.region(Region.of(environment.getOrDefault("AWS_REGION", "us-east-1")))
                .credentialsProvider(credentials());
        String endpoint = environment.get(endpointVariable);
        if (endpoint != null) {
            builder.endpointOverride(URI.create(endpoint));
        }
        return builder;
    }

    private AwsCredentialsProvider credentials() {
        String id = environment.get("AWS_ACCESS_KEY_ID");
        String key = environment.get("AWS_SECRET_ACCESS_KEY");
        return id != null && key != null && !environment.containsKey("AWS_SESSION_TOKEN")
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create(id, key))
                : DefaultCredentialsProvider.builder().build();
    }

    private Look service(String name, String portVariable, String defaultPort, String log) {
        String port = environment.getOrDefault(portVariable, defaultPort);
        return new Look(
                name,
                () -> health(port),
                "see the log: .rushes/logs/%s.log in the checkout (or ./rushes up, when no stack runs)"
                        .formatted(log));
    }

    private Finding health(String port) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health"))
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
