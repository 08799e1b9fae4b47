package dev.rushes.api.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import dev.rushes.common.security.Role;
import dev.rushes.common.usage.Charge;
import dev.rushes.common.usage.RequestCounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class ReportsTest {
    private static final String USAGE =
            """
            {"buckets": [
              {"bucket": "raw-footage", "countedAt": "2026-11-25T10:00:00Z", "parts": [
                {"storageClass": "STANDARD", "lifecycleRule": "rushes-archive-takes", "current": true,
                 "objects": 12, "bytes": 107374182400},
                {"storageClass": "GLACIER", "lifecycleRule": "rushes-archive-takes", "current": true,
                 "objects": 3, "bytes": 10737418240}]},
              {"bucket": "processed-videos", "countedAt": "2026-11-25T09:59:00Z", "parts": [
                {"storageClass": "STANDARD", "lifecycleRule": "rushes-housekeeping", "current": false,
                 "objects": 1, "bytes": 1073741824}]},
              {"bucket": "training-data", "countedAt": "2026-11-25T10:01:00Z", "parts": []}]}
            """;

    @Inject RequestCounts counts;

    private UUID job;

    @BeforeEach
    void oneJob() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        Rows.change("DELETE FROM video_processing_jobs");
        job = Studio.take().job();
        Rows.change("DELETE FROM request_counts");
        StandInsResource.storage().usage(USAGE);
        StandInsResource.storage().answer(200);
    }

    @Test
    void aWeekHasItsMedianItsSlowestItsFailuresAndItsSpeed() {
        // 100 jobs of 1 to 100 seconds, each with half as much video, and three failures, last
        // week.
        ended("completed", "now() - interval '7 days'", 100);
        ended("failed", "now() - interval '7 days'", 3);
        ended("completed", "now()", 1);
        LocalDate lastWeek = LocalDate.now(ZoneOffset.UTC).minusDays(7);
        JsonPath report =
                RestAssured.get("/api/v1/reports/processing-durations?weeks=2")
                        .then()
                        .statusCode(200)
                        .body("weeks", hasSize(2))
                        .body("asOf", notNullValue())
                        .extract()
                        .jsonPath();
        assertThat(report.getString("weeks[0].week"))
                .isEqualTo(
                        "%d-W%02d"
                                .formatted(
                                        lastWeek.get(IsoFields.WEEK_BASED_YEAR),
                                        lastWeek.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)));
        assertThat(report.getInt("weeks[0].count")).isEqualTo(100);
        assertThat(report.getInt("weeks[0].failures")).isEqualTo(3);
        assertThat(report.getDouble("weeks[0].medianSeconds")).isEqualTo(50.5);
        assertThat(report.getDouble("weeks[0].p95Seconds")).isEqualTo(95.05);
        assertThat(report.getDouble("weeks[0].videoSecondsPerWorkSecond")).isEqualTo(0.5);
        assertThat(report.getInt("weeks[1].count")).isEqualTo(1);
    }

    @Test
    void aWeekWithoutJobsIsThereAllTheSame() {
        Studio.get("/reports/processing-durations")
                .then()
                .body("weeks", hasSize(12))
                .body("weeks[0].count", equalTo(0))
                .body("weeks[0].medianSeconds", nullValue())
                .body("weeks[0].videoSecondsPerWorkSecond", nullValue());
    }

    @Test
    void whatChangesIsInTheNextReport() {
        ended("completed", "now()", 1);
        Studio.get("/reports/processing-durations?weeks=1")
                .then()
                .body("weeks[0].count", equalTo(1));
        Rows.change(
                "UPDATE video_processing_jobs SET status = 'failed' WHERE id <> ? AND status = 'completed'",
                job);
        Studio.get("/reports/processing-durations?weeks=1")
                .then()
                .body("weeks[0].count", equalTo(0))
                .body("weeks[0].failures", equalTo(1));
        Rows.change("DELETE FROM video_processing_jobs");
        Studio.get("/reports/processing-durations?weeks=1")
                .then()
                .body("weeks[0].failures", equalTo(0));
    }

    @Test
    void aWeekThatTakesLongToCountIsCountedOnceAMinute() {
        ended("completed", "now()", 1);
        Studio.get("/reports/processing-durations?weeks=1")
                .then()
                .body("weeks[0].count", equalTo(1));
        Rows.change("UPDATE processing_weeks SET took_milliseconds = 2000");
        String counted =
                Rows.value(
                        "SELECT to_char(max(counted_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                                + " FROM processing_weeks");
        ended("completed", "now()", 1);
        String asOf =
                Studio.get("/reports/processing-durations?weeks=1")
                        .then()
                        .body("weeks[0].count", equalTo(1))
                        .extract()
                        .path("asOf");
        assertThat(Instant.parse(asOf)).isEqualTo(Instant.parse(counted));
        Rows.change("UPDATE processing_weeks SET counted_at = now() - interval '61 seconds'");
        Studio.get("/reports/processing-durations?weeks=1")
                .then()
                .body("weeks[0].count", equalTo(2));
    }

    @Test
    void weeksAreANumberFromOneTo260() {
        for (String weeks : new String[] {"0", "261", "many", "-1"}) {
            Studio.get("/reports/processing-durations?weeks=" + weeks)
                    .then()
                    .statusCode(400)
                    .body("type", endsWith(":malformed-request"));
        }
    }

    @Test
    void storageIsShownByBucketClassAndRuleWithItsPrice() {
        String token = Tokens.of(Role.OPERATOR);
        Tokens.with(token)
                .get("/api/v1/reports/storage")
                .then()
                .statusCode(200)
                .body("asOf", equalTo("2026-11-25T09:59:00Z"))
                .body("objects", equalTo(16))
                .body("bytes", equalTo(119185342464L))
                .body("currency", equalTo("USD"))
                .body("monthlyCost", equalTo(2.359f))
                .body(
                        "buckets.bucket",
                        contains("raw-footage", "processed-videos", "training-data"))
                .body("buckets[0].objects", equalTo(15))
                .body("buckets[0].parts.storageClass", contains("STANDARD", "GLACIER"))
                .body("buckets[0].parts.monthlyCost", contains(2.3f, 0.036f))
                .body("buckets[1].parts[0].current", equalTo(false));
        assertThat(StandInsResource.storage().tokens()).contains("Bearer " + token);
    }

    @Test
    void costsAreStorageRequestsAndQueue() {
        add(Charge.S3_WRITE, 1000);
        add(Charge.S3_READ, 10_000);
        // What was counted before may have been written, and deleted with the other rows.
        Studio.get("/queues").then().statusCode(200);
        counts.flush();
        JsonPath costs =
                Studio.get("/reports/costs")
                        .then()
                        .statusCode(200)
                        .body(
                                "month",
                                equalTo(LocalDate.now(ZoneOffset.UTC).toString().substring(0, 7)))
                        .body("storage", equalTo(2.359f))
                        .body("requests", equalTo(0.009f))
                        .body("counted.writes", equalTo(1000))
                        .body("counted.reads", equalTo(10_000))
                        .extract()
                        .jsonPath();
        // Those of the queues that were just looked at.
        assertThat(costs.getInt("counted.queueRequests")).isPositive();
        assertThat(costs.getDouble("total"))
                .isEqualTo(
                        2.368 + costs.getDouble("queue"),
                        org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void withoutStorageServiceTheReportsThatNeedItSaySoAndTheOtherWorks() {
        StandInsResource.storage().goAway();
        try {
            for (String report : new String[] {"storage", "costs"}) {
                Studio.get("/reports/" + report)
                        .then()
                        .statusCode(503)
                        .header("Retry-After", notNullValue())
                        .body("type", endsWith(":unavailable"));
            }
            Studio.get("/reports/processing-durations").then().statusCode(200);
        } finally {
            StandInsResource.storage().comeBack();
        }
    }

    private void add(Charge charge, int times) {
        for (int i = 0; i < times; i++) {
            counts.add(charge);
        }
    }

    /** Jobs of 1, 2, ... seconds. */
    private void ended(String status, String at, int number) {
        Rows.change(
                """
                INSERT INTO video_processing_jobs (episode_id, edit_plan_id, status, progress_percentage, output_s3_key,
                    processing_duration_seconds, video_seconds, started_at, completed_at, dispatch, dispatched_at)
                SELECT episode_id, edit_plan_id, ?, 100, 'a', n, n / 2.0, %s - make_interval(secs => n), %s, 1, now()
                FROM video_processing_jobs, generate_series(1, ?) AS n WHERE id = ?
                """
                        .formatted(at, at),
                status,
                number,
                job);
    }
}
