package dev.rushes.api.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.common.job.JobKind;
import dev.rushes.common.job.JobTransitions;
import dev.rushes.common.job.ProcessingMethod;
import dev.rushes.common.job.QueueDefinition;
import dev.rushes.common.plan.EditPlan;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
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
class SweepTest {
    @Inject Sweep sweep;
    @Inject SweepLock lock;
    @Inject SqsClient sqs;
    @Inject JobTransitions transitions;

    private TestQueues jobs;
    private TestQueues deadJobs;
    private TestQueues analyses;
    private TestQueues deadAnalyses;

    @BeforeEach
    void emptyQueues() {
        // Other tests' jobs are none of ours.
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
    void aRenderIsSentOnceAfterItsCommit() {
        UUID job = sentJob();
        sweep.run();
        assertThat(jobs.drain(job)).containsExactly(message(job, 1));
    }

    @Test
    void aJobWhoseProcessDiedBeforeTheSendIsSentOnce() {
        UUID plan = Studio.take().approved();
        // The commit without its observer: what a kill -9 leaves.
        UUID job =
                QuarkusTransaction.requiringNew()
                        .call(() ->
                                transitions
                                        .create(
                                                EditPlan.findById(plan),
                                                JobKind.FULL,
                                                ProcessingMethod.WORKER,
                                                null)
                                        .jobId());
        sweep.run();
        sweep.run();
        assertThat(jobs.drain(job)).containsExactly(message(job, 1));
        assertThat(dispatchOf(job)).isEqualTo("1 sent");
    }

    @Test
    void aJobWhoseProcessDiedBeforeTheConfirmationIsStillOneMessage() {
        UUID job = sentJob();
        Rows.change("UPDATE video_processing_jobs SET dispatched_at = NULL WHERE id = ?", job);
        sweep.run();
        assertThat(jobs.drain(job)).containsExactly(message(job, 1));
        assertThat(dispatchOf(job)).isEqualTo("1 sent");
    }

    @Test
    void anOutageOfTheQueueFailsNoRender() {
        UUID plan = Studio.take().approved();
        StandInsResource.standIns().kill();
        UUID job;
        try {
            job =
                    Studio.id(
                            Studio.post("/edit-plans/" + plan + "/render")
                                    .then()
                                    .statusCode(202)
                                    .extract()
                                    .response());
            Studio.get("/queues")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("type", endsWith(":unavailable"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> RestAssured.get("/q/health/ready").statusCode() == 503);
            RestAssured.get("/q/health/live").then().statusCode(200);
            sweep.run();
            assertThat(dispatchOf(job)).isEqualTo("1 unsent");
        } finally {
            StandInsResource.standIns().restart();
        }
        sweep.run();
        sweep.run();
        assertThat(jobs.drain(job)).containsExactly(message(job, 1));
        assertThat(dispatchOf(job)).isEqualTo("1 sent");
    }

    @Test
    void whatIsOrderedWhileTheQueueIsAwayArrivesOnceEachWhenItIsBack() {
        List<UUID> plans = Stream.generate(() -> Studio.take().approved()).limit(12).toList();
        List<UUID> ordered = new ArrayList<>();
        StandInsResource.standIns().kill();
        try {
            for (UUID plan : plans) {
                ordered.add(
                        Studio.id(
                                Studio.post("/edit-plans/" + plan + "/render")
                                        .then()
                                        .statusCode(202)
                                        .extract()
                                        .response()));
            }
            // As often as a minute's outage would see.
            for (int run = 0; run < 4; run++) {
                sweep.run();
            }
        } finally {
            StandInsResource.standIns().restart();
        }
        sweep.run();
        sweep.run();
        assertThat(jobs.drain())
                .containsExactlyInAnyOrderElementsOf(
                        ordered.stream().map(job -> message(job, 1)).toList());
    }

    @Test
    void aJobOfADeadWorkerIsSentAgain() {
        UUID job = sentJob();
        jobs.drain();
        processing(job, "61 seconds", 0);
        sweep.run();
        assertThat(jobs.drain(job)).containsExactly(message(job, 2));
        Studio.get("/jobs/" + job).then().body("status", equalTo("queued"));
    }

    @Test
    void aJobOfALivingWorkerIsLeftAlone() {
        UUID job = sentJob();
        jobs.drain();
        processing(job, "30 seconds", 2);
        sweep.run();
        assertThat(jobs.drain()).isEmpty();
        Studio.get("/jobs/" + job).then().body("status", equalTo("processing"));
    }

    @Test
    void theThirdSilentDeathFailsTheJobWithNoWorkerRunning() {
        UUID job = sentJob();
        jobs.drain();
        processing(job, "61 seconds", 2);
        sweep.run();
        Studio.get("/jobs/" + job)
                .then()
                .body("status", equalTo("failed"))
                .body("error.type", equalTo("urn:rushes:problem:gave-up"))
                .body("error.detail", containsString("silent"))
                .body("error.retryable", equalTo(true));
        assertThat(deadJobs.drain(job)).containsExactly(message(job, 1));
        assertThat(jobs.drain()).isEmpty();
        assertThat(
                        Rows.value(
                                "SELECT queue_role || ' ' || dispatch FROM dead_letters WHERE job_id = ?",
                                job))
                .isEqualTo("video-processing 1");
    }

    @Test
    void aLetterThatNobodyCouldPutAwayIsPutAway() {
        UUID job = sentJob();
        jobs.drain();
        // The worker failed the job and died before it reached the queue.
        Rows.change("UPDATE video_processing_jobs SET status = 'failed' WHERE id = ?", job);
        Rows.change(
                "INSERT INTO dead_letters (queue_role, job_id, dispatch, reason) VALUES"
                        + " ('video-processing', ?, 1, 'x')",
                job);
        sweep.run();
        sweep.run();
        assertThat(deadJobs.drain(job)).containsExactly(message(job, 1));
    }

    @Test
    void aMessageThatMayBeForgottenIsSentAgain() {
        UUID job = sentJob();
        jobs.drain();
        Rows.change(
                "UPDATE video_processing_jobs SET dispatched_at = now() - interval '12 hours 1 minute'"
                        + " WHERE id = ?",
                job);
        sweep.run();
        sweep.run();
        assertThat(jobs.drain(job)).containsExactly(message(job, 2));
    }

    @Test
    void aJobWhoseMessageDiedFails() {
        UUID job = sentJob();
        jobs.drain();
        deadJobs.put(message(job, 1), job + "-1");
        sweep.run();
        Studio.get("/jobs/" + job)
                .then()
                .body("status", equalTo("failed"))
                .body("error.type", equalTo("urn:rushes:problem:gave-up"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(deadJobs.waiting()).isEqualTo(1));
        Studio.get("/queues")
                .then()
                .body("queues.find { it.role == 'video-processing' }.deadLetters", equalTo(1));
    }

    @Test
    void anOldDeadLetterDoesNotFailANewDispatchAndIsThrownAway() {
        UUID job = sentJob();
        Rows.change("UPDATE video_processing_jobs SET dispatch = 2 WHERE id = ?", job);
        deadJobs.put(message(job, 1), job + "-1");
        sweep.run();
        Studio.get("/jobs/" + job).then().body("status", equalTo("queued"));
        assertThat(deadJobs.drain()).isEmpty();
    }

    @Test
    void theLetterOfAJobThatIsGoneIsThrownAway() {
        UUID nobody = UUID.randomUUID();
        deadJobs.put(message(nobody, 1), nobody + "-1");
        sweep.run();
        assertThat(deadJobs.drain()).isEmpty();
    }

    @Test
    void analysesAreSweptLikeJobs() {
        Studio.Take take = Studio.take();
        Studio.post("/scenes/" + take.scene() + "/analysis").then().statusCode(202);
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(analyses.drain(take.scene()))
                                .containsExactly(analysis(take.scene(), 2)));
        dead(take.scene(), 0);
        sweep.run();
        assertThat(analyses.drain(take.scene())).containsExactly(analysis(take.scene(), 3));
        dead(take.scene(), 2);
        sweep.run();
        Studio.get("/scenes/" + take.scene())
                .then()
                .body("footage.analysisStatus", equalTo("failed"));
        assertThat(deadAnalyses.drain(take.scene())).containsExactly(analysis(take.scene(), 3));
    }

    @Test
    void anAnalysisWhoseMessageDiedFails() {
        UUID episode = Studio.episode(Studio.show());
        UUID scene = Studio.scene(episode);
        Studio.upload(episode, scene);
        deadAnalyses.put(analysis(scene, 1), scene + "-1");
        sweep.run();
        Studio.get("/scenes/" + scene).then().body("footage.analysisStatus", equalTo("failed"));
    }

    @Test
    void oneInstanceSweepsAtATime() throws Exception {
        try (Connection other = Rows.connection();
                var statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + 0x727573686573L + ")");
            assertThat(lock.tryRun(() -> {})).isFalse();
        }
        // The other session's end takes the server a moment.
        Awaitility.await().until(() -> lock.tryRun(() -> {}));
    }

    @Test
    void theQueuesAreReadSideBySideWithTheJobs() {
        UUID job = sentJob();
        Rows.change(
                "UPDATE video_processing_jobs SET dispatched_at = now() - interval '90 seconds' WHERE"
                        + " id = ?",
                job);
        Studio.get("/queues")
                .then()
                .statusCode(200)
                .body(
                        "queues.role",
                        org.hamcrest.Matchers.contains(
                                "video-processing",
                                "video-processing-dead-letters",
                                "media-analysis",
                                "media-analysis-dead-letters"))
                .body("queues[0].name", equalTo(QueueDefinition.VIDEO_PROCESSING.name()))
                .body("queues[0].visible", equalTo(1))
                .body("queues[0].inFlight", equalTo(0))
                .body("queues[0].delayed", equalTo(0))
                .body("queues[0].oldestAgeSeconds", org.hamcrest.Matchers.oneOf(90, 91, 92))
                .body("jobs.queued", equalTo(1))
                .body("jobs.cancelled", equalTo(0));
    }

    @Test
    void keysThatNobodyRemembersAreSwept() {
        Rows.change(
                "INSERT INTO idempotency_keys (service, key, request_hash, expires_at) VALUES"
                        + " ('api-service', 'old', 'x', now() - interval '1 hour')");
        sweep.run();
        assertThat(Rows.value("SELECT count(*) FROM idempotency_keys WHERE key = 'old'"))
                .isEqualTo("0");
    }

    /** A job whose message is in the queue, and known to be. */
    private static UUID sentJob() {
        UUID job = Studio.take().job();
        Awaitility.await().untilAsserted(() -> assertThat(dispatchOf(job)).isEqualTo("1 sent"));
        return job;
    }

    private static void processing(UUID job, String leaseEndedAgo, int failures) {
        Rows.change(
                "UPDATE video_processing_jobs SET status = 'processing', worker_id = 'dead', attempt ="
                        + " 1, failures = ?, lease_expires_at = now() - ?::interval WHERE id = ?",
                failures,
                leaseEndedAgo,
                job);
    }

    private static void dead(UUID scene, int failures) {
        Rows.change(
                "UPDATE scenes SET analysis_status = 'analysing', analysis_failures = ?,"
                        + " analysis_lease_expires_at = now() - interval '61 seconds' WHERE id = ?",
                failures,
                scene);
    }

    private static String dispatchOf(UUID job) {
        return Rows.value(
                "SELECT dispatch || CASE WHEN dispatched_at IS NULL THEN ' unsent' ELSE ' sent' END"
                        + " FROM video_processing_jobs WHERE id = ?",
                job);
    }

    private static String message(UUID job, int dispatch) {
        return "{\"jobId\":\"" + job + "\",\"dispatch\":" + dispatch + "}";
    }

    private static String analysis(UUID scene, int dispatch) {
        return "{\"sceneId\":\"" + scene + "\",\"dispatch\":" + dispatch + "}";
    }
}
