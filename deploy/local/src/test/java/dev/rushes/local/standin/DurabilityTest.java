package dev.rushes.local.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.sqs.SqsClient;

class DurabilityTest {
    private static final String BUCKET = "kept";

    @Test
    void everythingSurvivesACloseAndAKill(@TempDir Path data) throws Exception {
        String version;
        Map<String, String> before;
        StandIns standIns = StandIns.start(data);
        try {
            before = standIns.environment();
            assertDurable(standIns);
            try (Connection database = connect(standIns, "rushes");
                    var statement = database.createStatement()) {
                statement.execute("CREATE TABLE kept (id int PRIMARY KEY)");
            }
            try (S3Client s3 = s3(standIns)) {
                s3.createBucket(b -> b.bucket(BUCKET));
                s3.putBucketVersioning(b ->
                        b.bucket(BUCKET)
                                .versioningConfiguration(
                                        v -> v.status(BucketVersioningStatus.ENABLED)));
            }
            version = addOne(standIns, 1);
        } finally {
            standIns.close();
        }
        try (StandIns again = StandIns.start(data, standIns.ports())) {
            assertThat(again.environment()).isEqualTo(before);
            assertKept(again, List.of(1));
            assertThat(readVersion(again, version)).isEqualTo("take 1");
            addOne(again, 2);
            again.kill();
            again.restart();
            assertThat(again.environment()).isEqualTo(before);
            assertKept(again, List.of(1, 2));
            assertThat(readVersion(again, version)).isEqualTo("take 1");
        }
        assertThat(Ports.isFree(standIns.ports().postgres())).isTrue();
    }

    @Test
    void nothingConfirmedIsLostWhenKilledWhileWriting(@TempDir Path data) throws Exception {
        try (StandIns standIns = StandIns.start(data)) {
            try (S3Client s3 = s3(standIns)) {
                s3.createBucket(b -> b.bucket(BUCKET));
            }
            var confirmedObjects = new ArrayList<String>();
            var confirmedMessages = new ArrayList<String>();
            var started = new AtomicBoolean();
            Thread writer =
                    Thread.startVirtualThread(() -> {
                        try (S3Client s3 = s3(standIns);
                                SqsClient sqs = sqs(standIns)) {
                            for (int i = 0; ; i++) {
                                String name = "n" + i;
                                s3.putObject(
                                        b -> b.bucket(BUCKET).key(name),
                                        RequestBody.fromString(name));
                                confirmedObjects.add(name);
                                send(standIns, sqs, name);
                                confirmedMessages.add(name);
                                started.set(i > 20);
                            }
                        } catch (SdkException killed) {
                            // This is what the test does to it.
                        }
                    });
            await().atMost(Duration.ofSeconds(30)).untilTrue(started);
            standIns.kill();
            writer.join();
            standIns.restart();
            try (S3Client s3 = s3(standIns);
                    SqsClient sqs = sqs(standIns)) {
                List<String> objects =
                        s3.listObjectsV2Paginator(b -> b.bucket(BUCKET)).contents().stream()
                                .map(o -> o.key())
                                .toList();
                assertThat(objects).containsAll(confirmedObjects);
                for (String name : confirmedObjects) {
                    assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(name)).asUtf8String())
                            .isEqualTo(name);
                }
                assertThat(receiveAll(standIns, sqs)).containsAll(confirmedMessages);
            }
        }
    }

    @Test
    void aKilledPostgresComesBackOnTheSamePort(@TempDir Path data) throws Exception {
        try (StandIns standIns = StandIns.start(data)) {
            try (Connection database = connect(standIns, "rushes");
                    var statement = database.createStatement()) {
                statement.execute("CREATE TABLE kept AS SELECT 7 AS id");
                standIns.killPostgres();
            }
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .untilAsserted(() -> assertThat(ids(standIns)).containsExactly(7));
        }
    }

    private static void assertDurable(StandIns standIns) throws SQLException {
        assertThatThrownBy(() -> connect(standIns, "guessed").close())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        try (Connection database = connect(standIns, "rushes")) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                try (var statement = database.createStatement();
                        var row = statement.executeQuery("SHOW " + setting)) {
                    row.next();
                    assertThat(row.getString(1)).as(setting).isEqualTo("on");
                }
            }
        }
    }

    /** One row, one object version, one message; the object's version. */
    private static String addOne(StandIns standIns, int number) throws SQLException {
        try (Connection database = connect(standIns, "rushes");
                var insert = database.prepareStatement("INSERT INTO kept VALUES (?)")) {
            insert.setInt(1, number);
            insert.executeUpdate();
        }
        try (SqsClient sqs = sqs(standIns);
                S3Client s3 = s3(standIns)) {
            send(standIns, sqs, "message " + number);
            return s3.putObject(
                            b -> b.bucket(BUCKET).key("take.mp4"),
                            RequestBody.fromString("take " + number))
                    .versionId();
        }
    }

    private static void assertKept(StandIns standIns, List<Integer> numbers) throws SQLException {
        assertThat(ids(standIns)).isEqualTo(numbers);
        try (SqsClient sqs = sqs(standIns);
                S3Client s3 = s3(standIns)) {
            assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("take.mp4")).asUtf8String())
                    .isEqualTo("take " + numbers.getLast());
            assertThat(s3.getBucketVersioning(b -> b.bucket(BUCKET)).status())
                    .isEqualTo(BucketVersioningStatus.ENABLED);
            List<String> messages = receiveAll(standIns, sqs);
            assertThat(messages).isEqualTo(numbers.stream().map(n -> "message " + n).toList());
            messages.forEach(body -> send(standIns, sqs, body));
        }
    }

    private static String readVersion(StandIns standIns, String version) {
        try (S3Client s3 = s3(standIns)) {
            return s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("take.mp4").versionId(version))
                    .asUtf8String();
        }
    }

    private static List<Integer> ids(StandIns standIns) throws SQLException {
        try (Connection database = connect(standIns, "rushes");
                var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT id FROM kept ORDER BY id")) {
            var ids = new ArrayList<Integer>();
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
            return ids;
        }
    }

    private static Connection connect(StandIns standIns, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + standIns.ports().postgres() + "/rushes",
                "rushes",
                password);
    }

    private static S3Client s3(StandIns standIns) {
        Map<String, String> environment = standIns.environment();
        return SharedStandIns.s3(
                environment, SharedStandIns.value(environment, "AWS_SECRET_ACCESS_KEY"));
    }

    private static SqsClient sqs(StandIns standIns) {
        Map<String, String> environment = standIns.environment();
        return SharedStandIns.sqs(
                environment, SharedStandIns.value(environment, "AWS_SECRET_ACCESS_KEY"));
    }

    private static String queue(StandIns standIns) {
        return SharedStandIns.value(standIns.environment(), "SQS_VIDEO_PROCESSING_QUEUE_URL");
    }

    private static void send(StandIns standIns, SqsClient sqs, String body) {
        sqs.sendMessage(b ->
                b.queueUrl(queue(standIns))
                        .messageBody(body)
                        .messageGroupId("g")
                        .messageDeduplicationId(UUID.randomUUID().toString()));
    }

    private static List<String> receiveAll(StandIns standIns, SqsClient sqs) {
        var bodies = new ArrayList<String>();
        while (true) {
            var messages = sqs.receiveMessage(b -> b.queueUrl(queue(standIns))).messages();
            if (messages.isEmpty()) {
                return bodies;
            }
            for (var message : messages) {
                bodies.add(message.body());
                sqs.deleteMessage(
                        b -> b.queueUrl(queue(standIns)).receiptHandle(message.receiptHandle()));
            }
        }
    }
}
