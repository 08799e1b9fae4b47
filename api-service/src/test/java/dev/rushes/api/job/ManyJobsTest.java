package dev.rushes.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import dev.rushes.common.http.Cursor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists and reports with a million jobs in the table; those that storage-service answers have nothing to do with it. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class ManyJobsTest {
    private static final int JOBS = 1_000_000;
    private static final int CALLS = 41;
    private static final double MEDIAN_MILLISECONDS = 100;

    @Test
    void listAndReportCallsStayUnderAHundredMillisecondsWithAMillionJobs() throws SQLException {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        Studio.Take take = Studio.take();
        UUID job = take.job();
        Studio.Take elsewhere = Studio.take();
        UUID webhook = webhook(take.show());
        fill(job, webhook);
        String page = Studio.get("/jobs?limit=50").then().extract().path("next");
        Map<String, Double> medians = new LinkedHashMap<>();
        for (String path :
                List.of(
                        "/jobs",
                        "/jobs?limit=200",
                        "/jobs?after=" + page,
                        "/jobs?after=" + middle(),
                        "/jobs?status=failed",
                        "/jobs?status=queued",
                        "/jobs?status=processing",
                        "/jobs?status=cancelled",
                        "/jobs?status=completed&after=" + middle(),
                        "/jobs?episodeId=" + take.episode(),
                        "/jobs?status=completed&episodeId=" + take.episode(),
                        "/jobs?status=cancelled&episodeId=" + take.episode(),
                        "/jobs/" + job,
                        "/shows",
                        "/episodes",
                        "/episodes?showId=" + take.show(),
                        "/episodes/" + take.episode() + "/edit-plans",
                        "/queues",
                        "/queues/dead-letters",
                        "/queues/dead-letters?queue=video-processing",
                        "/webhooks/" + webhook + "/deliveries",
                        "/reports/processing-durations?weeks=1",
                        "/reports/processing-durations?weeks=12",
                        "/reports/processing-durations?weeks=260")) {
            medians.put(path, median(Tokens.DEFAULT, path, () -> {}));
        }
        Map<String, String> callers =
                Map.of(
                        "of the show with all jobs", Tokens.ofShows(take.show()),
                        "of a show without jobs", Tokens.ofShows(elsewhere.show()),
                        "of no show", Tokens.ofShows());
        callers.forEach((who, token) -> {
            for (String path :
                    List.of(
                            "/jobs",
                            "/jobs?status=failed",
                            "/jobs?status=cancelled",
                            "/jobs?after=" + middle(),
                            "/episodes",
                            "/queues/dead-letters")) {
                medians.put(path + ", caller " + who, median(token, path, () -> {}));
            }
        });
        // A job that ends makes its week's figures old.
        String report = "/reports/processing-durations";
        medians.put(
                report + " after each change",
                median(Tokens.DEFAULT, report, ManyJobsTest::endAnother));
        medians.forEach((path, median) -> System.out.printf("%8.1f ms  %s%n", median, path));
        assertThat(medians)
                .allSatisfy((path, median) -> assertThat(median).isLessThan(MEDIAN_MILLISECONDS));
        Studio.get("/queues").then().body("jobs.failed", org.hamcrest.Matchers.equalTo(JOBS / 20));
    }

    private static UUID webhook(UUID show) {
        return Studio.id(
                Studio.post(
                        "/shows/" + show + "/webhooks",
                        "{\"url\": \"https://hooks.example.com/rushes\","
                                + " \"events\": [\"job.completed\"]}"));
    }

    private static String middle() {
        return new Cursor(Instant.now().minus(Duration.ofDays(500)), new UUID(0, 0).toString())
                .text();
    }

    private static void endAnother() {
        Rows.change(
                "UPDATE video_processing_jobs SET completed_at = now() WHERE id ="
                        + " (SELECT id FROM video_processing_jobs WHERE status = 'failed' LIMIT 1)");
    }

    /** Three years of jobs of 200 episodes, a third of them in the present week. */
    private static void fill(UUID job, UUID webhook) throws SQLException {
        try (Connection connection = Rows.connection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    WITH shown AS (INSERT INTO episodes (show_id, title) SELECT e.show_id, 'Episode ' || n
                        FROM episodes e JOIN video_processing_jobs j ON j.episode_id = e.id AND j.id = '%s',
                             generate_series(1, 199) AS n RETURNING id)
                    INSERT INTO ai_edit_plans (episode_id, edit_structure, content_hash) SELECT id, '{}', 'h' FROM shown
                    """
                            .formatted(job));
            statement.execute(
                    "CREATE TEMPORARY TABLE plans AS SELECT id, episode_id,"
                            + " row_number() OVER (ORDER BY created_at, id) - 1 AS number FROM ai_edit_plans LIMIT 200");
            long began = System.nanoTime();
            statement.execute(
                    """
                    INSERT INTO video_processing_jobs (episode_id, edit_plan_id, status, progress_percentage,
                        output_s3_key, outputs, dispatch, attempt, dispatched_at, created_at, started_at, completed_at,
                        processing_duration_seconds, video_seconds)
                    SELECT p.episode_id, p.id, CASE WHEN n %% 20 = 0 THEN 'failed' ELSE 'completed' END, 100,
                        'episodes/' || n || '/final.mp4',
                        '[{"kind": "video", "name": "final.mp4", "format": "mp4", "width": 1920, "height": 1080}]',
                        1, 1, t.at, t.at, t.at, t.at + make_interval(secs => 20 + n %% 600), 20 + n %% 600, 60
                    FROM generate_series(1, %d) AS n
                    JOIN plans p ON p.number = n %% 200,
                    LATERAL (SELECT CASE WHEN n %% 3 = 0 THEN now() - make_interval(secs => n / 30.0)
                                         ELSE now() - make_interval(secs => n * 95.0) END AS at) AS t
                    """
                            .formatted(JOBS));
            statement.execute(
                    """
                    INSERT INTO dead_letters (queue_role, job_id, dispatch, reason, receive_count)
                    SELECT 'video-processing', id, 1, 'gone', 3
                    FROM video_processing_jobs WHERE status = 'failed' LIMIT 20000
                    """);
            statement.execute(
                    """
                    INSERT INTO webhook_deliveries (webhook_id, event, body, status, next_attempt_at, ended_at)
                    SELECT '%s', 'job.completed', '{}', 'delivered', NULL, now() FROM generate_series(1, 100000)
                    """
                            .formatted(webhook));
            statement.execute("VACUUM ANALYZE");
            System.out.printf(
                    "%,d jobs written in %.0f s%n", JOBS, (System.nanoTime() - began) / 1e9);
        }
    }

    private static double median(String token, String path, Runnable before) {
        double[] times = new double[CALLS];
        for (int i = 0; i < CALLS; i++) {
            before.run();
            long began = System.nanoTime();
            Response answer = Tokens.with(token).get("/api/v1" + path);
            times[i] = (System.nanoTime() - began) / 1e6;
            answer.then().statusCode(200);
        }
        Arrays.sort(times);
        return times[CALLS / 2];
    }
}
