package dev.rushes.api.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class JobEventsTest {
    @Inject JobFeed feed;

    @Test
    void everyChangeThatAnotherProcessMakesIsSeenInOrderAndOnce() throws Exception {
        UUID job = Studio.take().job();
        try (EventStream first = open(job);
                EventStream second = open(job)) {
            claim(job);
            for (int percent = 1; percent <= 50; percent++) {
                progress(job, percent);
            }
            loseTheListener();
            for (int percent = 51; percent <= 98; percent++) {
                progress(job, percent);
            }
            complete(job);
            // Made, claimed, 98 steps, completed.
            List<Long> all = LongStream.rangeClosed(0, 100).boxed().toList();
            assertThat(first.untilClosed().ids()).isEqualTo(all);
            assertThat(second.untilClosed().ids()).isEqualTo(all);
            assertThat(first.events().stream().map(event -> percent(event.data())).toList())
                    .isEqualTo(
                            LongStream.concat(
                                            LongStream.of(0, 0),
                                            LongStream.concat(
                                                    LongStream.rangeClosed(1, 98),
                                                    LongStream.of(100)))
                                    .boxed()
                                    .toList());
            assertThat(first.events().getLast().data())
                    .isEqualTo(Studio.get("/jobs/" + job).asString());
        }
    }

    @Test
    void theStreamSaysWhatItIs() {
        UUID job = Studio.take().job();
        try (EventStream stream = open(job)) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
            assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
            Awaitility.await().until(() -> stream.events().size() == 1);
            // Its message is confirmed meanwhile, which moves updatedAt and nothing that is told.
            assertThat(withoutTime(stream.events().getFirst().data()))
                    .isEqualTo(withoutTime(Studio.get("/jobs/" + job).asString()));
        }
    }

    @Test
    void aWatcherThatComesBackGoesOnAfterItsLastEvent() throws Exception {
        UUID job = Studio.take().job();
        claim(job);
        for (int percent = 1; percent <= 20; percent++) {
            progress(job, percent);
        }
        try (EventStream stream = open(job, "Last-Event-ID", "15")) {
            Awaitility.await().until(() -> stream.events().size() == 6);
            progress(job, 30);
            complete(job);
            assertThat(stream.untilClosed().ids())
                    .containsExactly(16L, 17L, 18L, 19L, 20L, 21L, 22L, 23L);
        }
        try (EventStream again = EventStream.open(url(job) + "?lastEventId=22")) {
            assertThat(again.untilClosed().ids()).containsExactly(23L);
        }
        // That is what stops an EventSource.
        assertThat(open(job, "Last-Event-ID", "23").untilClosed().status()).isEqualTo(204);
    }

    @Test
    void whereChangesAreForgottenTheCurrentStateIsTold() {
        UUID job = Studio.take().job();
        claim(job);
        progress(job, 5);
        progress(job, 6);
        Rows.change("DELETE FROM job_events WHERE job_id = ? AND number = 2", job);
        try (EventStream stream = open(job, "Last-Event-ID", "1")) {
            Awaitility.await().until(() -> !stream.events().isEmpty());
            assertThat(stream.ids()).containsExactly(3L);
        }
    }

    @Test
    void anIdThatNeverWasBeginsWithTheCurrentStateAndTextIsRefused() {
        UUID job = Studio.take().job();
        try (EventStream stream = open(job, "Last-Event-ID", "4711")) {
            Awaitility.await().until(() -> !stream.events().isEmpty());
            assertThat(stream.ids()).containsExactly(0L);
        }
        RestAssured.given()
                .header("Last-Event-ID", "x")
                .get("/api/v1/jobs/" + job + "/events")
                .then()
                .statusCode(400)
                .body("type", endsWith(":malformed-request"));
    }

    @Test
    void whatNobodySeesIsNoChange() {
        UUID job = Studio.take().job();
        claim(job);
        Rows.change(
                "UPDATE video_processing_jobs SET lease_expires_at = now() + interval '1 hour',"
                        + " dispatched_at = now(), worker_id = 'other' WHERE id = ?",
                job);
        assertThat(Rows.value("SELECT change_number FROM video_processing_jobs WHERE id = ?", job))
                .isEqualTo("1");
    }

    @Test
    void aJobThatFailsIsWatchedAgainWhenItIsRetried() throws Exception {
        UUID job = Studio.take().job();
        Studio.post("/jobs/" + job + "/cancel").then().statusCode(202);
        assertThat(open(job).untilClosed().ids()).containsExactly(1L);
        Studio.post("/jobs/" + job + "/retry").then().statusCode(202);
        try (EventStream stream = open(job, "Last-Event-ID", "1")) {
            Awaitility.await().until(() -> stream.events().size() == 1);
            assertThat(stream.ids()).containsExactly(2L);
            assertThat(stream.isClosed()).isFalse();
        }
    }

    @Test
    void theEndOfADeletedJobIsTheEndOfItsStream() throws Exception {
        UUID job = Studio.take().job();
        try (EventStream stream = open(job)) {
            Awaitility.await().until(() -> !stream.events().isEmpty());
            Rows.change("DELETE FROM video_processing_jobs WHERE id = ?", job);
            assertThat(stream.untilClosed().ids()).containsExactly(0L);
        }
    }

    @Test
    void anIdleStreamShowsThatItLives() {
        UUID job = Studio.take().job();
        try (EventStream stream = open(job)) {
            Awaitility.await().until(() -> !stream.events().isEmpty());
            feed.beat();
            Awaitility.await().until(() -> stream.comments().contains(":still here"));
        }
    }

    @Test
    void aClientThatLeavesIsForgotten() {
        UUID job = Studio.take().job();
        Awaitility.await().until(() -> feed.watching() == 0);
        EventStream stream = open(job);
        Awaitility.await().until(() -> !stream.events().isEmpty());
        assertThat(feed.watching()).isEqualTo(1);
        stream.close();
        Awaitility.await()
                .until(() -> {
                    feed.beat();
                    return feed.watching() == 0;
                });
    }

    @Test
    void aTicketOpensTheStreamOnce() {
        UUID job = Studio.take().job();
        String ticket =
                Studio.post("/jobs/" + job + "/events-ticket")
                        .then()
                        .statusCode(201)
                        .header("Cache-Control", "no-store")
                        .header(
                                "Location",
                                matchesPattern(".*/jobs/" + job + "/events\\?ticket=.*"))
                        .body("expiresAt", matchesPattern("\\d{4}-.*Z"))
                        .extract()
                        .path("ticket");
        assertThat(
                        Rows.value(
                                "SELECT count(*) FROM job_event_tickets WHERE ticket_hash = ?",
                                ticket))
                .isEqualTo("0");
        try (EventStream stream = EventStream.open(url(job) + "?ticket=" + ticket)) {
            assertThat(stream.status()).isEqualTo(200);
        }
        refused(job, ticket);
    }

    @Test
    void aTicketIsForItsJobAndItsMinute() {
        UUID job = Studio.take().job();
        String other =
                Studio.post("/jobs/" + Studio.take().job() + "/events-ticket").path("ticket");
        refused(job, other);
        String old = Studio.post("/jobs/" + job + "/events-ticket").path("ticket");
        Rows.change(
                "UPDATE job_event_tickets SET expires_at = expires_at - interval '1 minute' WHERE job_id = ?",
                job);
        refused(job, old);
        refused(job, "made-up");
    }

    @Test
    void withoutATicketItNeedsATokenThatSeesTheJob() {
        UUID job = Studio.take().job();
        String path = "/api/v1/jobs/" + job + "/events";
        Tokens.none().get(path).then().statusCode(401);
        Tokens.with(Tokens.of("guest")).get(path).then().statusCode(403);
        Tokens.with(Tokens.ofShows(UUID.randomUUID())).get(path).then().statusCode(404);
        Tokens.none().contentType("application/json").post(path + "-ticket").then().statusCode(401);
    }

    @Test
    void aJobThatIsNotThereIsNotWatched() {
        String path = "/jobs/" + UUID.randomUUID();
        Studio.get(path + "/events").then().statusCode(404).body("status", equalTo(404));
        Studio.post(path + "/events-ticket").then().statusCode(404);
    }

    private static void refused(UUID job, String ticket) {
        Tokens.none()
                .get("/api/v1/jobs/" + job + "/events?ticket=" + ticket)
                .then()
                .statusCode(401)
                .body("type", endsWith(":unauthenticated"));
    }

    private static String withoutTime(String data) {
        return data.replaceAll("\"updatedAt\":\"[^\"]*\"", "");
    }

    private static String url(UUID job) {
        return "http://localhost:%d/api/v1/jobs/%s/events".formatted(RestAssured.port, job);
    }

    private static EventStream open(UUID job, String... headers) {
        return EventStream.open(url(job), headers);
    }

    private static long percent(String data) {
        return Long.parseLong(data.replaceAll(".*\"progressPercentage\":(\\d+).*", "$1"));
    }

    private static void claim(UUID job) {
        Rows.change(
                "UPDATE video_processing_jobs SET status = 'processing', attempt = attempt + 1,"
                        + " started_at = now(), lease_expires_at = now() + interval '1 minute' WHERE id = ?",
                job);
    }

    private static void progress(UUID job, int percent) {
        Rows.change(
                "UPDATE video_processing_jobs SET phase = 'rendering', progress_percentage = ?,"
                        + " speed = 1.25, eta_seconds = 7, segments_total = 4, segments_reused = 1,"
                        + " segments_rendered = 2 WHERE id = ?",
                percent,
                job);
    }

    private static void complete(UUID job) {
        Rows.change(
                "UPDATE video_processing_jobs SET status = 'completed', progress_percentage = 100,"
                        + " output_s3_key = 'v.mp4', outputs = '[{\"kind\": \"video\", \"key\": \"v.mp4\"}]',"
                        + " completed_at = now() + interval '1.5 seconds' WHERE id = ?",
                job);
    }

    private static void loseTheListener() {
        assertThat(
                        Rows.value(
                                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                        + " WHERE query = 'LISTEN rushes_job_events' AND pid <> pg_backend_pid()"))
                .isNotEqualTo("0");
    }
}
