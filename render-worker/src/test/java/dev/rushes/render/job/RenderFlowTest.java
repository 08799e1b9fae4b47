package dev.rushes.render.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.job.Dispatch;
import dev.rushes.common.job.JobPhase;
import dev.rushes.common.job.JobSegments;
import dev.rushes.common.job.JobStatus;
import dev.rushes.common.job.JobTransitions;
import dev.rushes.common.job.QueueDefinition;
import dev.rushes.common.job.VideoJob;
import dev.rushes.common.lease.Claim;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.RenderingStatus;
import dev.rushes.render.ffmpeg.MediaProbe;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.studio.StandInResource;
import dev.rushes.render.studio.Studio;
import dev.rushes.render.studio.Studio.ShotTake;
import dev.rushes.render.work.Consumers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(StandInResource.class)
class RenderFlowTest {
    private static final String QUEUE = QueueDefinition.VIDEO_PROCESSING.name();
    private static final String DEAD_LETTERS = QueueDefinition.VIDEO_PROCESSING.deadLetterName();
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration AN_INSTANT = Duration.ofMillis(1);

    /** Enough to be in the middle of it for some seconds. */
    private static final int LONG = 90;

    @Inject Studio studio;
    @Inject JobTransitions jobs;
    @Inject Consumers consumers;
    @TempDir Path folder;

    private UUID episode = new UUID(0, 0);

    @BeforeEach
    void anEpisode() {
        studio.openBuckets();
        episode = studio.episode();
    }

    @AfterEach
    void nothingIsLeft() {
        // What a failed test left running must not fail the next one.
        studio.cancelAll(episode);
        consumers.stop();
        while (studio.takeMessage(DEAD_LETTERS).isPresent()) {
            // For the next test.
        }
        consumers.start();
        await().atMost(SOON).until(() -> studio.messages(QUEUE) == 0);
        await().atMost(SOON).until(() -> studio.scratchFolders().isEmpty());
    }

    private Dispatch ordered(int times) {
        ShotTake take = studio.take(episode, 2);
        return studio.order(studio.plan(episode, take, 1.6, times));
    }

    private VideoJob ended(Dispatch dispatch) {
        await().atMost(SOON).until(() -> studio.job(dispatch.jobId()).status().isFinal());
        return studio.job(dispatch.jobId());
    }

    private void awaitRendering(Dispatch dispatch) {
        await().pollInterval(Duration.ofMillis(50))
                .atMost(SOON)
                .until(() -> {
                    VideoJob job = studio.job(dispatch.jobId());
                    return job.phase() == JobPhase.RENDERING && job.progressPercentage() > 10;
                });
    }

    /** A video and what goes with it. */
    private static List<String> filesWith(String video) {
        return Stream.of("final.mp4", "poster.jpg", "report.json", "sprite-1.jpg", "sprite.vtt")
                .map(name -> video.replace("final.mp4", name))
                .toList();
    }

    @Test
    void aPlanBecomesTheEpisodesVideo() throws IOException {
        Dispatch dispatch = ordered(3);
        studio.send(dispatch);

        VideoJob job = ended(dispatch);
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.progressPercentage()).isEqualTo(100);
        assertThat(job.phase()).isEqualTo(JobPhase.UPLOADING);
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(job.failures()).isZero();
        String key = "episodes/" + episode + "/final/" + job.id + "/1/final.mp4";
        assertThat(job.outputKey()).isEqualTo(key);
        assertThat(studio.processed(episode)).containsExactlyElementsOf(filesWith(key));
        byte[] video = studio.read(key, job.outputVersionId());
        assertThat(job.outputSizeBytes()).isEqualTo(video.length);
        assertThat(job.outputSha256()).isEqualTo(sha256(video));
        JsonNode outputs = Objects.requireNonNull(job.outputs());
        assertThat(outputs)
                .extracting(output -> output.path("kind").asText())
                .containsExactly("video", "poster", "sprite", "sprite", "report");
        ObjectNode output = outputs.get(0).deepCopy();
        assertThat(output.remove("durationSeconds").decimalValue()).isEqualByComparingTo("4.8");
        assertThat(output)
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"kind":"video","name":"final.mp4","format":"mp4","width":320,"height":180,"key":"%s","sizeBytes":%d}
                                        """
                                                .formatted(key, video.length)));
        Path file = Files.write(folder.resolve("video.mp4"), video);
        MediaInfo info = MediaProbe.probe(file);
        assertThat(info.video()).isNotNull().returns(120L, MediaInfo.Video::frames);
        Episode row = studio.episodeRow(episode);
        assertThat(row.finalVideoKey()).isEqualTo(key);
        assertThat(row.renderingStatus()).isEqualTo(RenderingStatus.COMPLETED);
    }

    @Test
    void aSecondRenderOfTheSamePlanUsesTheSegmentsOfTheFirst() {
        ShotTake take = studio.take(episode, 2);
        UUID plan = studio.plan(episode, take, 1.6, 5);
        Dispatch first = studio.order(plan);
        studio.send(first);
        assertThat(ended(first).segments()).isEqualTo(new JobSegments(5, 0, 5));
        Dispatch second = studio.order(plan);
        studio.send(second);
        VideoJob again = ended(second);
        assertThat(again.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(again.segments()).isEqualTo(new JobSegments(5, 5, 0));
        assertThat(again.outputSha256()).isEqualTo(studio.job(first.jobId()).outputSha256());
    }

    @Test
    void aMessageDeliveredTwiceMakesOneVideo() {
        Dispatch dispatch = ordered(1);
        studio.send(dispatch);
        studio.sendAgain(dispatch);

        assertThat(ended(dispatch).status()).isEqualTo(JobStatus.COMPLETED);
        await().atMost(SOON).until(() -> studio.messages(QUEUE) == 0);
        assertThat(studio.job(dispatch.jobId()).attempt()).isEqualTo(1);
        assertThat(studio.processed(episode))
                .containsExactlyElementsOf(
                        filesWith(
                                Objects.requireNonNull(studio.job(dispatch.jobId()).outputKey())));
    }

    @Test
    void aMessageOfAJobThatAnotherWorkerHoldsWaitsForTheLeaseToEnd() {
        Dispatch dispatch = ordered(1);
        assertThat(jobs.claim(dispatch.jobId(), 1, "another", Duration.ofSeconds(2)))
                .isInstanceOf(Claim.Granted.class);
        studio.send(dispatch);

        VideoJob job = ended(dispatch);
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.attempt()).isEqualTo(2);
        assertThat(job.failures()).isEqualTo(1);
    }

    @Test
    void aMessageWhosePlaceAnotherHasTakenIsDropped() {
        Dispatch old = ordered(1);
        consumers.stop();
        studio.send(old);
        Dispatch fresh = jobs.redispatch(old.jobId(), 1).orElseThrow();
        consumers.start();

        await().atMost(SOON).until(() -> studio.messages(QUEUE) == 0);
        assertThat(studio.job(old.jobId()).attempt()).isZero();
        studio.send(fresh);
        assertThat(ended(fresh).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void aJobThatEndedThreeWorkersHasFailedAndItsMessageIsADeadLetter() {
        Dispatch dispatch = ordered(1);
        for (int i = 0; i < 3; i++) {
            assertThat(jobs.claim(dispatch.jobId(), 1, "dying", AN_INSTANT))
                    .isInstanceOf(Claim.Granted.class);
        }
        studio.send(dispatch);

        VideoJob job = ended(dispatch);
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failures()).isEqualTo(3);
        assertThat(job.failure()).isNotNull();
        await().atMost(SOON).until(() -> studio.messages(DEAD_LETTERS) == 1);
        await().atMost(SOON).until(() -> studio.messages(QUEUE) == 0);
    }

    @Test
    void aFaultThatStaysIsTriedThreeTimes() {
        ShotTake take = studio.unreachableTake(episode);
        Dispatch dispatch = studio.order(studio.plan(episode, take, 1, 1));
        studio.send(dispatch);

        VideoJob job = ended(dispatch);
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.attempt()).isEqualTo(3);
        assertThat(job.failures()).isEqualTo(3);
        assertThat(job.failure())
                .isNotNull()
                .satisfies(failure -> {
                    assertThat(failure.type()).isEqualTo("gave-up");
                    assertThat(failure.message()).isEqualTo("The object store does not answer.");
                    assertThat(failure.retryable()).isTrue();
                });
        await().atMost(SOON).until(() -> studio.messages(DEAD_LETTERS) == 1);
        assertThat(studio.takeMessage(DEAD_LETTERS))
                .hasValueSatisfying(body -> assertThat(body).contains(dispatch.jobId().toString()));
    }

    @Test
    void aPlanWhoseTakeIsGoneFailsAtOnceAndSaysWhich() {
        ShotTake take = studio.take(episode, 2);
        Dispatch dispatch = studio.order(studio.plan(episode, take, 1, 1));
        studio.lose(take);
        studio.send(dispatch);

        VideoJob job = ended(dispatch);
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(job.failure())
                .isNotNull()
                .satisfies(failure -> {
                    assertThat(failure.type()).isEqualTo("source-missing");
                    assertThat(failure.message()).contains(take.key());
                    assertThat(failure.retryable()).isFalse();
                });
        await().atMost(SOON).until(() -> studio.messages(QUEUE) == 0);
        assertThat(studio.messages(DEAD_LETTERS)).isZero();
    }

    @Test
    void theVersionThatWasUploadedIsReadThoughAnotherLiesOverIt() {
        ShotTake take = studio.take(episode, 2);
        Dispatch dispatch = studio.order(studio.plan(episode, take, 1, 1));
        studio.overwrite(take, "no video".getBytes(StandardCharsets.UTF_8));
        studio.send(dispatch);

        assertThat(ended(dispatch).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void aTrimPastTheEndFailsAtOnceAndSaysWhere() {
        ShotTake take = studio.take(episode, 2);
        Dispatch dispatch = studio.order(studio.plan(episode, take, 2.5, 1));
        studio.send(dispatch);

        VideoJob job = ended(dispatch);
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(job.failure())
                .isNotNull()
                .satisfies(failure -> {
                    assertThat(failure.type()).isEqualTo("plan-not-renderable");
                    assertThat(failure.message()).contains("/scenes/0/clips/0/trim");
                });
    }

    @Test
    void aTextFileNamedAsVideoFailsAtOnce() {
        ShotTake take =
                studio.file(
                        episode, "This is no video.".repeat(99).getBytes(StandardCharsets.UTF_8));
        Dispatch dispatch = studio.order(studio.plan(episode, take, 1, 1));
        studio.send(dispatch);

        VideoJob job = ended(dispatch);
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failure())
                .isNotNull()
                .satisfies(failure -> {
                    assertThat(failure.type()).isEqualTo("bad-media");
                    assertThat(failure.message()).contains("text, not a video");
                });
    }

    @Test
    void aCancelledJobStopsWithinASecond() {
        Dispatch dispatch = ordered(LONG);
        studio.send(dispatch);
        awaitRendering(dispatch);
        long asked = System.nanoTime();
        jobs.cancel(dispatch.jobId());

        await().pollInterval(Duration.ofMillis(20))
                .atMost(SOON)
                .until(() -> studio.job(dispatch.jobId()).status() == JobStatus.CANCELLED);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
        assertThat(studio.processed(episode)).isEmpty();
        assertThat(studio.episodeRow(episode).renderingStatus())
                .isEqualTo(RenderingStatus.NOT_STARTED);
    }

    @Test
    void tenHandBacksInARowAreNoFailure() {
        Dispatch dispatch = ordered(LONG);
        studio.send(dispatch);
        for (int i = 1; i <= 10; i++) {
            int attempt = i;
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> studio.job(dispatch.jobId()).attempt() == attempt);
            consumers.stop();
            VideoJob job = studio.job(dispatch.jobId());
            assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
            assertThat(job.dispatch()).isEqualTo(attempt + 1);
            assertThat(job.dispatchedAt()).isNotNull();
            assertThat(studio.messages(QUEUE)).isEqualTo(1);
            consumers.start();
        }

        VideoJob job = ended(dispatch);
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.failures()).isZero();
        assertThat(job.attempt()).isEqualTo(11);
        assertThat(studio.processed(episode))
                .containsExactlyElementsOf(filesWith(Objects.requireNonNull(job.outputKey())));
    }

    @Test
    void progressOnlyGrowsAndIsFullOnlyAtTheEnd() {
        Dispatch dispatch = ordered(LONG);
        studio.send(dispatch);
        int last = 0;
        Set<JobPhase> phases = new HashSet<>();
        boolean hadSpeed = false;
        VideoJob job = studio.job(dispatch.jobId());
        while (!job.status().isFinal()) {
            assertThat(job.progressPercentage()).isBetween(last, 99);
            last = job.progressPercentage();
            phases.add(job.phase());
            hadSpeed |= job.speed() != null && job.etaSeconds() != null;
            job = studio.job(dispatch.jobId());
        }
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(phases).contains(JobPhase.RENDERING);
        assertThat(last).isGreaterThan(50);
        assertThat(hadSpeed).isTrue();
    }

    @Test
    void anAttemptThatLostItsJobLeavesNoObject() {
        Dispatch dispatch = ordered(LONG);
        studio.send(dispatch);
        awaitRendering(dispatch);
        studio.steal(dispatch.jobId());
        await().atMost(SOON).until(() -> studio.scratchFolders().isEmpty());
        assertThat(studio.processed(episode)).isEmpty();
        assertThat(studio.job(dispatch.jobId()).attempt()).isEqualTo(2);
        jobs.cancel(dispatch.jobId());
        assertThat(ended(dispatch).status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void twoJobsOfOneEpisodeAreNeverDoneAtTheSameTime() {
        ShotTake take = studio.take(episode, 2);
        UUID plan = studio.plan(episode, take, 1, 1);
        Dispatch running = studio.order(plan);
        Dispatch waiting = studio.order(plan);
        assertThat(jobs.claim(running.jobId(), 1, "another", Duration.ofSeconds(3)))
                .isInstanceOf(Claim.Granted.class);
        studio.send(waiting);
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(3))
                .until(() -> studio.job(waiting.jobId()).status() == JobStatus.QUEUED);
        studio.send(running);

        assertThat(ended(waiting).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(ended(running).status()).isEqualTo(JobStatus.COMPLETED);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
