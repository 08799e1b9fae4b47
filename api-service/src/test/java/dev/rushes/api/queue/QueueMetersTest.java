package dev.rushes.api.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.common.job.QueueDefinition;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class QueueMetersTest {
    @Inject QueueMeters meters;
    @Inject SqsClient sqs;
    @Inject AgroalDataSource database;

    @TestHTTPResource(value = "/metrics", management = true)
    String metrics = "";

    private TestQueues jobs;
    private TestQueues deadJobs;

    @BeforeEach
    void emptyQueues() {
        Awaitility.await().until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        Rows.change("DELETE FROM video_processing_jobs");
        Rows.change("DELETE FROM dead_letters");
        Rows.change("UPDATE scenes SET analysis_status = 'none'");
        jobs = new TestQueues(sqs, QueueDefinition.VIDEO_PROCESSING.name());
        deadJobs = new TestQueues(sqs, QueueDefinition.VIDEO_PROCESSING.deadLetterName());
        jobs.purge();
        deadJobs.purge();
    }

    @Test
    void jobsMessagesAndLettersAreCountedAsTheDatabaseAndTheQueuesHaveThem() {
        sentJob();
        ended(sentJob(), "completed", "10 minutes");
        ended(sentJob(), "failed", "59 minutes");
        ended(sentJob(), "failed", "61 minutes");
        ended(sentJob(), "failed", "2 days");
        UUID restoring = sentJob();
        jobs.purge();
        UUID waiting = sentJob();
        Rows.change(
                "UPDATE video_processing_jobs SET dispatched_at = now() + interval '1 hour' WHERE id <> ?",
                waiting);
        Rows.change(
                "UPDATE video_processing_jobs SET dispatched_at = now() - interval '1 hour' WHERE id = ?",
                waiting);
        // It was sent once, but waits for its sources without a message.
        Rows.change(
                "UPDATE video_processing_jobs SET phase = 'restoring', dispatched_at = now() - interval '5 hours' WHERE id = ?",
                restoring);
        deadJobs.put("{}", "letter");
        meters.refresh();

        assertThat(lines("rushes_jobs{"))
                .containsExactlyInAnyOrder(
                        "rushes_jobs{status=\"queued\"} 3.0",
                        "rushes_jobs{status=\"processing\"} 0.0",
                        "rushes_jobs{status=\"completed\"} 1.0",
                        "rushes_jobs{status=\"failed\"} 3.0",
                        "rushes_jobs{status=\"cancelled\"} 0.0");
        assertThat(lines("rushes_jobs_ended_last_hour{"))
                .containsExactlyInAnyOrder(
                        "rushes_jobs_ended_last_hour{status=\"completed\"} 1.0",
                        "rushes_jobs_ended_last_hour{status=\"failed\"} 1.0");
        assertThat(lines("rushes_queue_messages{queue=\"video-processing\""))
                .containsExactlyInAnyOrder(
                        "rushes_queue_messages{queue=\"video-processing\",state=\"visible\"} 1.0",
                        "rushes_queue_messages{queue=\"video-processing\",state=\"in_flight\"} 0.0",
                        "rushes_queue_messages{queue=\"video-processing\",state=\"delayed\"} 0.0");
        assertThat(lines("rushes_dead_letters{"))
                .containsExactlyInAnyOrder(
                        "rushes_dead_letters{queue=\"video-processing\"} 1.0",
                        "rushes_dead_letters{queue=\"media-analysis\"} 0.0");
        assertThat(value("rushes_queue_oldest_age_seconds{queue=\"video-processing\"}"))
                .isBetween(3600.0, 3630.0);
        assertThat(value("rushes_queue_oldest_age_seconds{queue=\"media-analysis\"}")).isZero();
    }

    @Test
    void aScrapeDoesNotWaitForADatabaseWhoseConnectionsAreAllInUse() throws SQLException {
        sentJob();
        meters.refresh();
        List<Connection> taken = new ArrayList<>();
        try {
            int all = database.getConfiguration().connectionPoolConfiguration().maxSize();
            while (database.getMetrics().activeCount() < all) {
                taken.add(database.getConnection());
            }
            // Were it asked now, it would wait for a connection, and for as long again twice.
            long began = System.nanoTime();
            assertThat(value("rushes_jobs{status=\"queued\"}")).isEqualTo(1);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(3));
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    @Test
    void whatEndedLatelyIsReadFromTheIndexOfEndedJobs() throws SQLException {
        List<String> plan = new ArrayList<>();
        try (Connection connection = Rows.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            try (ResultSet rows = statement.executeQuery("EXPLAIN " + JobCounts.ENDED_LATELY)) {
                while (rows.next()) {
                    plan.add(rows.getString(1));
                }
            }
        }
        assertThat(String.join("\n", plan))
                .contains("idx_video_processing_jobs_ended")
                .contains("completed_at > (now()")
                .doesNotContain("Seq Scan");
    }

    @Test
    void callsOfTheQueueAreTimed() {
        double before =
                sum("rushes_aws_call_seconds_count{operation=\"SendMessageBatch\",outcome=\"ok\"");
        sentJob();
        assertThat(
                        sum(
                                "rushes_aws_call_seconds_count{operation=\"SendMessageBatch\",outcome=\"ok\""))
                .isEqualTo(before + 1);
        assertThat(sum("rushes_database_transaction_seconds_count")).isPositive();
        assertThat(lines("agroal_awaiting_count{")).hasSize(1);
    }

    private static UUID sentJob() {
        UUID job = Studio.take().job();
        Awaitility.await()
                .until(() ->
                        Rows.value(
                                        "SELECT dispatched_at IS NOT NULL FROM video_processing_jobs WHERE id = ?",
                                        job)
                                .equals("t"));
        return job;
    }

    private static void ended(UUID job, String status, String ago) {
        Rows.change(
                "UPDATE video_processing_jobs SET status = ?, progress_percentage = 100, output_s3_key = 'x', completed_at = now() - ?::interval WHERE id = ?",
                status,
                ago,
                job);
    }

    private List<String> lines(String start) {
        return RestAssured.get(metrics)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith(start))
                // Behind the number of traced calls there is an example, with a number of its own.
                .map(line -> line.replaceFirst(" # .*", ""))
                .toList();
    }

    private double value(String series) {
        return numbers(series).findFirst().orElseThrow();
    }

    private double sum(String start) {
        return numbers(start).mapToDouble(each -> each).sum();
    }

    private Stream<Double> numbers(String start) {
        return lines(start).stream()
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
    }
}
