package dev.rushes.local.doctor;

import dev.rushes.local.validate.EntitiesFit;
import dev.rushes.local.validate.Environment;
import dev.rushes.local.validate.Unmet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** Looks whether work gets done: uploads arrive, entities fit the tables, jobs do not wait for nobody. */
final class WorkLooks {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);
    private static final Pattern S3_CODE = Pattern.compile("<Code>([^<]*)</Code>");

    private static final String JOBS =
            """
            SELECT coalesce(floor(extract(epoch FROM now() - min(dispatched_at)
                    FILTER (WHERE status = 'queued' AND phase <> 'restoring'))), 0),
                count(*) FILTER (WHERE status = 'queued' AND phase <> 'restoring'),
                count(*) FILTER (WHERE status = 'queued' AND phase <> 'restoring' AND dispatched_at IS NULL
                    AND updated_at < now() - interval '2 minutes'),
                count(*) FILTER (WHERE status = 'processing' AND lease_expires_at < now() - interval '3 minutes')
            FROM video_processing_jobs WHERE status IN ('queued', 'processing')
            """;

    private final Environment environment;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();

    WorkLooks(Environment environment) {
        this.environment = environment;
    }

    List<Look> all() {
        return List.of(
                new Look(
                        "entities",
                        this::entities,
                        "check DATABASE_URL; without a database nothing can be compared"),
                new Look(
                        "S3 upload by a presigned URL",
                        this::upload,
                        "check S3_PUBLIC_ENDPOINT: browsers send takes there"),
                new Look(
                        "queue of renders",
                        this::queue,
                        "check DATABASE_URL; the rows of jobs tell what waits"),
                new Look(
                        "dead letters",
                        this::deadLetters,
                        "check DATABASE_URL; the table dead_letters tells them"));
    }

    private Finding entities() throws SQLException {
        EntitiesFit fit = EntitiesFit.of(environment);
        return fit.faults().isEmpty()
                ? new Finding.Well(
                        fit.checks() + " tables, columns, indexes and entities are as expected")
                : new Finding.Ill(
                        "%d of %d do not fit, such as %s"
                                .formatted(
                                        fit.faults().size(), fit.checks(), fit.faults().getFirst()),
                        "start the api-service of this version, which migrates; ./rushes validate tells all");
    }

    /** As a browser does, without a key of its own. */
    private Finding upload() throws IOException, InterruptedException {
        String bucket =
                environment
                        .get("S3_PROCESSED_VIDEOS_BUCKET")
                        .orElse("episode-metadata-processed-videos-dev");
        // Below cache/, where the bucket's own rule would remove what a broken delete leaves.
        String key = "cache/doctor/" + UUID.randomUUID();
        try (S3Presigner presigner = environment.presigner();
                S3Client s3 = environment.s3()) {
            PresignedPutObjectRequest signed =
                    presigner.presignPutObject(request ->
                            request.signatureDuration(Duration.ofMinutes(1))
                                    .putObjectRequest(put -> put.bucket(bucket).key(key)));
            URI address = URI.create(signed.url().toString());
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(address)
                                    .timeout(Duration.ofSeconds(10))
                                    .PUT(
                                            HttpRequest.BodyPublishers.ofString(
                                                    key, StandardCharsets.UTF_8))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                s3.deleteObject(request -> request.bucket(bucket).key(key));
                return new Finding.Well("taken by " + address.getAuthority());
            }
            var code = S3_CODE.matcher(answer.body());
            return new Finding.Ill(
                    "%s answers %d%s"
                            .formatted(
                                    address.getAuthority(),
                                    answer.statusCode(),
                                    code.find() ? " " + code.group(1) : ""),
                    "SignatureDoesNotMatch: the key, or S3_PUBLIC_ENDPOINT is not what S3 is called;"
                            + " RequestTimeTooSkewed: this machine's clock; AccessDenied: s3:PutObject");
        }
    }

    private Finding queue() throws SQLException, Unmet {
        try (Connection connection = environment.connect();
                ResultSet row = connection.createStatement().executeQuery(JOBS)) {
            row.next();
            Duration oldest = Duration.ofSeconds(row.getLong(1));
            long waiting = row.getLong(2);
            List<String> ill = new ArrayList<>();
            if (oldest.compareTo(LONGEST_WAIT) > 0) {
                ill.add("the oldest message has waited %d minutes".formatted(oldest.toMinutes()));
            }
            if (row.getLong(3) > 0) {
                ill.add(row.getLong(3) + " jobs have no message");
            }
            if (row.getLong(4) > 0) {
                ill.add(row.getLong(4) + " jobs have a silent worker");
            }
            return ill.isEmpty()
                    ? new Finding.Well(waiting + " jobs wait")
                    : new Finding.Ill(
                            String.join(", ", ill),
                            "waiting: start a worker that is ready; no message or a silent worker: api-service sweeps"
                                    + " every 15 s, its log says why it does not");
        }
    }

    private Finding deadLetters() throws SQLException, Unmet {
        try (Connection connection = environment.connect();
                ResultSet row =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT count(*), min(reason) FROM dead_letters WHERE discarded_at IS NULL")) {
            row.next();
            return row.getLong(1) == 0
                    ? new Finding.Well("none")
                    : new Finding.Ill(
                            "%d, such as: %s".formatted(row.getLong(1), row.getString(2)),
                            "GET /api/v1/queues/dead-letters; mend the cause, then POST .../redrive {\"all\": true}");
        }
    }
}
