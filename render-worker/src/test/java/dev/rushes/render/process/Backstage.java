package dev.rushes.render.process;

import dev.rushes.common.job.QueueDefinition;
import dev.rushes.common.storage.BucketRole;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the other services would have done, by plain SQL and SDK calls: the worker under test is another process. */
final class Backstage implements AutoCloseable {
    private static final String RAW = BucketRole.RAW_FOOTAGE.defaultName();

    private final Map<String, String> environment;
    private final S3Client s3;
    private final SqsClient sqs;

    Backstage(Map<String, String> environment) {
        this.environment = environment;
        var credentials =
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(
                                value("AWS_ACCESS_KEY_ID"), value("AWS_SECRET_ACCESS_KEY")));
        s3 =
                S3Client.builder()
                        .endpointOverride(URI.create(value("AWS_ENDPOINT_URL_S3")))
                        .region(Region.of(value("AWS_REGION")))
                        .credentialsProvider(credentials)
                        .forcePathStyle(true)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
        sqs =
                SqsClient.builder()
                        .endpointOverride(URI.create(value("AWS_ENDPOINT_URL_SQS")))
                        .region(Region.of(value("AWS_REGION")))
                        .credentialsProvider(credentials)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
    }

    private String value(String variable) {
        return environment.getOrDefault(variable, "");
    }

    void migrate() {
        Flyway.configure().dataSource(jdbcUrl(), "rushes", "rushes").load().migrate();
    }

    void makeBuckets() {
        for (BucketRole role : List.of(BucketRole.RAW_FOOTAGE, BucketRole.PROCESSED_VIDEOS)) {
            s3.createBucket(request -> request.bucket(role.defaultName()));
            s3.putBucketVersioning(request ->
                    request.bucket(role.defaultName())
                            .versioningConfiguration(
                                    all -> all.status(BucketVersioningStatus.ENABLED)));
        }
    }

    /** An episode with one take. */
    UUID episode(byte[] take) throws SQLException {
        UUID show = UUID.randomUUID();
        UUID episode = UUID.randomUUID();
        UUID scene = UUID.randomUUID();
        String key = key(episode);
        PutObjectResponse put =
                s3.putObject(request -> request.bucket(RAW).key(key), RequestBody.fromBytes(take));
        update("INSERT INTO shows (id, name, slug) VALUES (?, 'Show', ?)", show, show.toString());
        update("INSERT INTO episodes (id, show_id, title) VALUES (?, ?, 'Episode')", episode, show);
        update(
                "INSERT INTO scenes (id, episode_id, name, scene_number, raw_footage_s3_key,"
                        + " raw_footage_etag, raw_footage_version_id, raw_footage_size_bytes)"
                        + " VALUES (?, ?, 'Scene', 1, ?, ?, ?, ?)",
                scene,
                episode,
                key,
                put.eTag(),
                put.versionId(),
                (long) take.length);
        return episode;
    }

    private static String key(UUID episode) {
        return "episodes/" + episode + "/take.mp4";
    }

    /**
     * Orders a render and sends its message.
     *
     * @param times how often the plan shows the take's first second
     */
    UUID order(UUID episode, int times) throws SQLException {
        UUID plan = UUID.randomUUID();
        UUID job = UUID.randomUUID();
        String clip =
                "{\"s3Key\": \"%s\", \"trim\": {\"start\": 0, \"end\": 1}}".formatted(key(episode));
        String clips = String.join(",", java.util.Collections.nCopies(times, clip));
        update(
                "INSERT INTO ai_edit_plans (id, episode_id, edit_structure, content_hash, status)"
                        + " VALUES (?, ?, ?::jsonb, 'hash', 'draft')",
                plan,
                episode,
                "{\"scenes\": [{\"clips\": [%s]}], \"output\": {\"width\": 320, \"height\": 180}}"
                        .formatted(clips));
        update(
                "INSERT INTO video_processing_jobs (id, episode_id, edit_plan_id, dispatch, dispatched_at)"
                        + " VALUES (?, ?, ?, 1, now())",
                job,
                episode,
                plan);
        send(job, episode, 1);
        return job;
    }

    void send(UUID job, UUID episode, int dispatch) {
        sqs.sendMessage(request ->
                request.queueUrl(value(QueueDefinition.VIDEO_PROCESSING.variable()))
                        .messageBody(
                                "{\"jobId\": \"%s\", \"dispatch\": %d}".formatted(job, dispatch))
                        .messageGroupId(episode.toString())
                        .messageDeduplicationId(job + "-" + dispatch));
    }

    /** A column of the job, as text. */
    String job(UUID job, String column) throws SQLException {
        return one("SELECT " + column + "::text FROM video_processing_jobs WHERE id = ?", job);
    }

    String one(String sql, Object... parameters) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                String value = rows.next() ? rows.getString(1) : null;
                return value == null ? "" : value;
            }
        }
    }

    void update(String sql, Object... parameters) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), "rushes", "rushes");
    }

    private String jdbcUrl() {
        return "jdbc:postgresql://" + value("DATABASE_URL").replaceFirst("^.*@", "");
    }

    List<String> processed(UUID episode) {
        List<String> keys = new ArrayList<>();
        s3
                .listObjectsV2(request ->
                        request.bucket(BucketRole.PROCESSED_VIDEOS.defaultName())
                                .prefix("episodes/" + episode + "/"))
                .contents()
                .stream()
                .map(S3Object::key)
                .forEach(keys::add);
        return keys;
    }

    /** Messages in the queue of renders and its dead letters, visible or in flight. */
    int messages() {
        int sum = 0;
        for (String variable :
                List.of(
                        QueueDefinition.VIDEO_PROCESSING.variable(),
                        QueueDefinition.VIDEO_PROCESSING.deadLetterVariable())) {
            sum +=
                    sqs
                            .getQueueAttributes(request ->
                                    request.queueUrl(value(variable))
                                            .attributeNames(
                                                    QueueAttributeName
                                                            .APPROXIMATE_NUMBER_OF_MESSAGES,
                                                    QueueAttributeName
                                                            .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                            .attributes()
                            .values()
                            .stream()
                            .mapToInt(Integer::parseInt)
                            .sum();
        }
        return sum;
    }

    @Override
    public void close() {
        s3.close();
        sqs.close();
    }
}
