package dev.rushes.api.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import dev.rushes.common.job.DeadLetter;
import dev.rushes.common.job.DeadLetterResolution;
import dev.rushes.common.job.JobTransitions;
import dev.rushes.common.job.QueueDefinition;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class DeadLettersTest {
    @Inject Sweep sweep;
    @Inject SqsClient sqs;
    @Inject JobTransitions transitions;

    private TestQueues jobs;
    private TestQueues deadJobs;
    private TestQueues analyses;
    private TestQueues deadAnalyses;

    @BeforeEach
    void emptyQueues() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        Rows.change("DELETE FROM video_processing_jobs");
        Rows.change("DELETE FROM dead_letters");
        Rows.change("UPDATE scenes SET analysis_status = 'none'");
        jobs = new TestQueues(sqs, QueueDefinition.VIDEO_PROCESSING.name());
        deadJobs = new TestQueues(sqs, QueueDefinition.VIDEO_PROCESSING.deadLetterName());
        analyses = new TestQueues(sqs, QueueDefinition.MEDIA_ANALYSIS.name());
        deadAnalyses = new TestQueues(sqs, QueueDefinition.MEDIA_ANALYSIS.deadLetterName());
        jobs.purge();
        deadJobs.purge();
        analyses.purge();
        deadAnalyses.purge();
    }

    @Test
    void aDeadLetterShowsItsJobTheReasonAndHowOftenItWasTried() {
        UUID job = deadJob();
        Studio.get("/queues/dead-letters")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].queue", equalTo("video-processing"))
                .body("items[0].job.id", equalTo(job.toString()))
                .body("items[0].job.status", equalTo("failed"))
                .body("items[0].scene", nullValue())
                .body("items[0].dispatch", equalTo(1))
                .body("items[0].reason", containsString("went silent"))
                .body("items[0].receiveCount", equalTo(3))
                .body("items[0].createdAt", notNullValue())
                .body("next", nullValue());
        Studio.get("/queues")
                .then()
                .body("queues.find { it.role == 'video-processing' }.deadLetters", equalTo(1))
                .body("jobs.failed", equalTo(1));
        // Reading hides nothing.
        assertThat(deadJobs.drain(job)).containsExactly(message(job, 1));
    }

    @Test
    void deadLettersAreReadPageByPage() {
        UUID first = deadJob();
        UUID second = deadJob();
        String next =
                Studio.get("/queues/dead-letters?limit=1")
                        .then()
                        .body("items.job.id", contains(second.toString()))
                        .extract()
                        .path("next");
        Studio.get("/queues/dead-letters?limit=1&after=" + next)
                .then()
                .body("items.job.id", contains(first.toString()))
                .body("next", nullValue());
        Studio.get("/queues/dead-letters?queue=media-analysis").then().body("items", empty());
        Studio.get("/queues/dead-letters?queue=attic").then().statusCode(400);
    }

    @Test
    void aRedrivenJobWaitsAgainUnderANewDispatchAndItsLetterIsGone() {
        UUID job = deadJob();
        UUID letter = letterOf(job);
        redrive(letter).then().statusCode(202).header("Location", endsWith("/api/v1/jobs/" + job));
        Studio.get("/jobs/" + job)
                .then()
                .body("status", equalTo("queued"))
                .body("error", nullValue());
        assertThat(
                        Rows.value(
                                "SELECT dispatch || ' ' || failures FROM video_processing_jobs WHERE id = ?",
                                job))
                .isEqualTo("2 0");
        Studio.get("/queues/dead-letters").then().body("items", empty());
        assertThat(arrived(jobs, job)).containsExactly(message(job, 2));
        letterIsGone(letter);
        assertThat(
                        Rows.value(
                                "SELECT resolution || ' ' || resolved_by FROM dead_letters WHERE id = ?",
                                letter))
                .startsWith("redriven ");
        redrive(letter).then().statusCode(409).body("type", endsWith(":wrong-state"));
    }

    @Test
    void aProcessThatDiesAfterTheRecordLosesNothingAndSendsOnce() {
        UUID job = deadJob();
        UUID letter = letterOf(job);
        redriveWithoutWhatFollows(letter, job);
        assertThat(jobs.drain(job)).isEmpty();
        sweep.run();
        sweep.run();
        assertThat(jobs.drain(job)).containsExactly(message(job, 2));
        letterIsGone(letter);
        assertThat(deadJobs.drain(job)).isEmpty();
    }

    @Test
    void aProcessThatDiesAfterTheSendSendsNoSecondMessageAndStillRemovesTheLetter() {
        UUID job = deadJob();
        UUID letter = letterOf(job);
        redriveWithoutWhatFollows(letter, job);
        // The send went out, and nothing after it: neither its confirmation nor the removal.
        jobs.put(message(job, 2), job + "-2");
        sweep.run();
        sweep.run();
        assertThat(jobs.drain(job)).containsExactly(message(job, 2));
        letterIsGone(letter);
        assertThat(deadJobs.drain(job)).isEmpty();
        assertThat(
                        Rows.value(
                                "SELECT status || ' ' || dispatch FROM video_processing_jobs WHERE id = ?",
                                job))
                .isEqualTo("queued 2");
    }

    @Test
    void anOutageOfTheQueueHoldsUpARedriveAndLosesNothing() {
        UUID job = deadJob();
        UUID letter = letterOf(job);
        StandInsResource.standIns().kill();
        try {
            redrive(letter).then().statusCode(202);
        } finally {
            StandInsResource.standIns().restart();
        }
        sweep.run();
        sweep.run();
        assertThat(jobs.drain(job)).containsExactly(message(job, 2));
        letterIsGone(letter);
        assertThat(deadJobs.drain(job)).isEmpty();
    }

    @Test
    void aJobThatIsTriedAgainByItselfTakesItsLetterAlong() {
        UUID job = deadJob();
        UUID letter = letterOf(job);
        Studio.post("/jobs/" + job + "/retry").then().statusCode(202);
        Studio.get("/queues/dead-letters").then().body("items", empty());
        sweep.run();
        letterIsGone(letter);
    }

    @Test
    void aDiscardedLetterIsGoneAndItsJobStaysFailed() {
        UUID job = deadJob();
        UUID kept = deadJob();
        UUID letter = letterOf(job);
        discard(letter).then().statusCode(204);
        discard(letter).then().statusCode(204);
        Studio.get("/queues/dead-letters").then().body("items.job.id", contains(kept.toString()));
        Studio.get("/jobs/" + job).then().body("status", equalTo("failed"));
        letterIsGone(letter);
        assertThat(deadJobs.drain()).containsExactly(message(kept, 1));
        assertThat(jobs.drain()).isEmpty();
        redrive(letter).then().statusCode(409);
        discard(UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void aCallerOfShowsSeesTheirLettersOfBothQueuesAndNoOthers() {
        Studio.Take failed = Studio.take();
        killAnalysis(failed);
        UUID job = deadJob();
        UUID jobsShow =
                UUID.fromString(
                        Rows.value(
                                "SELECT e.show_id FROM episodes e JOIN video_processing_jobs j ON j.episode_id = e.id WHERE j.id = ?",
                                job));

        letters(failed.show()).body("items.scene.id", contains(failed.scene().toString()));
        letters(jobsShow).body("items.job.id", contains(job.toString()));
        letters(failed.show(), jobsShow).body("items", hasSize(2));
        letters(Studio.take().show()).body("items", empty());
    }

    private static ValidatableResponse letters(UUID... shows) {
        return Tokens.with(Tokens.ofShows(shows))
                .get("/api/v1/queues/dead-letters")
                .then()
                .statusCode(200);
    }

    /** Its worker went silent for the third time. */
    private void killAnalysis(Studio.Take take) {
        Rows.change(
                "UPDATE scenes SET analysis_status = 'analysing', analysis_failures = 2,"
                        + " analysis_lease_expires_at = now() - interval '61 seconds' WHERE id = ?",
                take.scene());
        sweep.run();
    }

    @Test
    void theDeadLetterOfAnAnalysisIsRedriven() {
        Studio.Take take = Studio.take();
        killAnalysis(take);
        UUID letter =
                UUID.fromString(
                        Studio.get("/queues/dead-letters?queue=media-analysis")
                                .then()
                                .body("items", hasSize(1))
                                .body("items[0].scene.id", equalTo(take.scene().toString()))
                                .body("items[0].scene.analysisStatus", equalTo("failed"))
                                .body("items[0].job", nullValue())
                                .extract()
                                .path("items[0].id"));
        redrive(letter)
                .then()
                .statusCode(202)
                .header("Location", endsWith("/api/v1/scenes/" + take.scene() + "/analysis"));
        assertThat(arrived(analyses, take.scene()))
                .containsExactly("{\"sceneId\":\"" + take.scene() + "\",\"dispatch\":2}");
        letterIsGone(letter);
    }

    @Test
    void allAreRedrivenByATaskThatSurvivesTheProcess() {
        List<UUID> dead = IntStream.range(0, 25).mapToObj(n -> deadJob()).toList();
        Response started = Studio.post("/queues/dead-letters/redrive", "{\"all\": true}");
        String location = started.then().statusCode(202).extract().header("Location");
        assertThat(location).contains("/api/v1/tasks/");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        RestAssured.get(location)
                                .then()
                                .statusCode(200)
                                .body("status", equalTo("completed"))
                                .body("progressPercentage", equalTo(100))
                                .body("error", nullValue())
                                .body("resultUrl", endsWith("/api/v1/queues/dead-letters")));
        Studio.get("/queues/dead-letters").then().body("items", empty());
        Studio.get("/queues")
                .then()
                .body("jobs.queued", equalTo(25))
                .body("jobs.failed", equalTo(0));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(jobs.waiting()).isEqualTo(dead.size()));
        lettersAreGone("true");
        assertThat(jobs.drain()).hasSize(dead.size()).doesNotHaveDuplicates();
        assertThat(deadJobs.drain()).isEmpty();
    }

    @Test
    void aRequestSaysEitherOneOrAll() {
        for (String body :
                List.of(
                        "{}",
                        "{\"all\": false}",
                        "{\"all\": true, \"id\": \"%s\"}".formatted(UUID.randomUUID()),
                        "{\"all\": true, \"queue\": \"attic\"}")) {
            Studio.post("/queues/dead-letters/redrive", body)
                    .then()
                    .statusCode(422)
                    .body("errors", hasSize(1));
        }
        redrive(UUID.randomUUID()).then().statusCode(404);
    }

    /** What a kill leaves that comes right after the commit: its observers never ran. */
    private void redriveWithoutWhatFollows(UUID letter, UUID job) {
        QuarkusTransaction.requiringNew()
                .run(() -> {
                    DeadLetter.<DeadLetter>findById(letter)
                            .resolve(DeadLetterResolution.REDRIVEN, "ops", Instant.now());
                    transitions.retry(job);
                });
    }

    /** A job that three workers died of, its letter in the dead-letter queue. */
    private UUID deadJob() {
        UUID job = Studio.take().job();
        Awaitility.await()
                .until(() ->
                        Rows.value(
                                        "SELECT dispatched_at IS NOT NULL FROM video_processing_jobs WHERE id = ?",
                                        job)
                                .equals("t"));
        jobs.drain(job);
        Rows.change(
                "UPDATE video_processing_jobs SET status = 'processing', worker_id = 'dead', attempt = 3,"
                        + " failures = 2, lease_expires_at = now() - interval '61 seconds' WHERE id = ?",
                job);
        sweep.run();
        return job;
    }

    private static UUID letterOf(UUID job) {
        return UUID.fromString(Rows.value("SELECT id FROM dead_letters WHERE job_id = ?", job));
    }

    private static Response redrive(UUID letter) {
        return Studio.post("/queues/dead-letters/redrive", "{\"id\": \"%s\"}".formatted(letter));
    }

    private static Response discard(UUID letter) {
        return Studio.json().delete("/api/v1/queues/dead-letters/" + letter);
    }

    private static List<String> arrived(TestQueues queue, UUID id) {
        Awaitility.await().until(() -> queue.waiting() > 0);
        return queue.drain(id);
    }

    private void letterIsGone(UUID letter) {
        lettersAreGone("id = '" + letter + "'");
    }

    /** A look that is under way may hold some, so that a sweep beside it does not see them. */
    private void lettersAreGone(String which) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    sweep.run();
                    assertThat(
                                    Rows.value(
                                            "SELECT count(*) FROM dead_letters WHERE message_gone_at IS NULL AND "
                                                    + which))
                            .isEqualTo("0");
                });
    }

    private static String message(UUID job, int dispatch) {
        return "{\"jobId\":\"" + job + "\",\"dispatch\":" + dispatch + "}";
    }
}
