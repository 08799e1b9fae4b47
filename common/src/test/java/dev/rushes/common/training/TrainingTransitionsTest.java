package dev.rushes.common.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.job.DatabaseResource;
import dev.rushes.common.show.AnalysisStatus;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class TrainingTransitionsTest {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration OVER = Duration.ofSeconds(-1);

    @Inject TrainingTransitions videos;

    @Inject EntityManager database;

    private UUID id = new UUID(0, 0);

    @BeforeEach
    void oneVideoWaits() {
        id = UUID.randomUUID();
        change("DELETE FROM ai_training_data");
        change(
                "INSERT INTO ai_training_data (id, video_id, source_type, s3_key) VALUES ('"
                        + id
                        + "', 'v', 'manual_upload', 'youtube/v.mp4')");
        change("DELETE FROM uploads");
    }

    private void change(String sql) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(sql).executeUpdate());
    }

    private TrainingVideo video() {
        return QuarkusTransaction.requiringNew().call(() -> database.find(TrainingVideo.class, id));
    }

    private TrainingAttempt claimed() {
        return videos.claim(LEASE).orElseThrow();
    }

    @Test
    void aClaimKnowsWhichBytesWereUploaded() {
        assertThat(claimed()).isEqualTo(new TrainingAttempt(id, 1, "youtube/v.mp4", null, null, 0));
        oneVideoWaits();
        change(
                "INSERT INTO uploads (kind, status, video_id, filename, content_type, size_bytes, bucket, s3_key,"
                        + " etag, version_id) VALUES ('training-video', 'stored', 'v', 'v.mp4', 'video/mp4', 5,"
                        + " 'training-data', 'youtube/v.mp4', 'e', '7')");
        assertThat(claimed()).isEqualTo(new TrainingAttempt(id, 1, "youtube/v.mp4", "7", "e", 5));
    }

    @Test
    void aFaultWaitsBeforeTheNextTryAndTheThirdIsTheLast() {
        videos.tryLater(claimed(), "S3 is away", LEASE);
        assertThat(video().analysisStatus).isEqualTo(AnalysisStatus.QUEUED);
        assertThat(video().analysisError).isEqualTo("S3 is away");
        assertThat(videos.claim(LEASE)).isEmpty();
        change(
                "UPDATE ai_training_data SET analysis_lease_expires_at = now() - interval '1 second'");
        TrainingAttempt second = claimed();
        assertThat(second.number()).isEqualTo(2);
        videos.tryLater(second, "S3 is away", OVER);
        videos.tryLater(claimed(), "S3 is still away", OVER);
        assertThat(videos.claim(LEASE)).isEmpty();
        assertThat(video().analysisStatus).isEqualTo(AnalysisStatus.FAILED);
        assertThat(video().analysisError).isEqualTo("S3 is still away");
    }

    @Test
    void aStoppingWorkersTryDoesNotCount() {
        videos.release(claimed());
        assertThat(claimed().number()).isEqualTo(1);
    }

    /** A worker that hangs over a video is ended as politely as one of a roll-out. */
    @Test
    void aVideoThatEveryWorkerStopsOverIsGivenUp() {
        for (int i = 0; i < TrainingTransitions.MAX_HANDED_BACK; i++) {
            TrainingAttempt given = claimed();
            assertThat(given.number()).isEqualTo(1);
            videos.release(given);
        }
        for (int i = 1; i <= TrainingTransitions.MAX_ATTEMPTS; i++) {
            TrainingAttempt counted = claimed();
            assertThat(counted.number()).isEqualTo(i);
            videos.release(counted);
        }
        assertThat(videos.claim(LEASE)).isEmpty();
        assertThat(video().analysisStatus).isEqualTo(AnalysisStatus.FAILED);
        assertThat(video().analysisError)
                .isEqualTo("Its analysis ended three workers. Convert it to a plain MP4.");
        asked();
        videos.release(claimed());
        assertThat(claimed().number()).isEqualTo(5);
    }

    @Test
    void whatAnOlderClaimFindsIsNotWritten() {
        TrainingAttempt silent = claimed();
        change(
                "UPDATE ai_training_data SET analysis_lease_expires_at = now() - interval '1 second'");
        TrainingAttempt next = claimed();
        assertThat(videos.heartbeat(silent, LEASE)).isFalse();
        videos.fail(silent, "too late");
        videos.tryLater(silent, "too late", OVER);
        assertThat(video().analysisStatus).isEqualTo(AnalysisStatus.ANALYSING);
        assertThat(videos.heartbeat(next, LEASE)).isTrue();
    }

    @Test
    void aClaimAfterAnotherAskingIsNoneOfThoseBefore() {
        TrainingAttempt silent = claimed();
        change("UPDATE ai_training_data SET analysis_status = 'failed'");
        asked();
        TrainingAttempt next = claimed();
        assertThat(next.number()).isEqualTo(5);
        assertThat(videos.heartbeat(silent, LEASE)).isFalse();
        videos.fail(silent, "too late");
        assertThat(video().analysisStatus).isEqualTo(AnalysisStatus.ANALYSING);
        // It has all its tries again.
        videos.tryLater(next, "S3 is away", OVER);
        videos.tryLater(claimed(), "S3 is away", OVER);
        TrainingAttempt third = claimed();
        assertThat(third.number()).isEqualTo(7);
        videos.tryLater(third, "S3 is still away", OVER);
        assertThat(videos.claim(LEASE)).isEmpty();
        assertThat(video().analysisStatus).isEqualTo(AnalysisStatus.FAILED);
        asked();
        assertThat(claimed().number()).isEqualTo(9);
    }

    private void asked() {
        QuarkusTransaction.requiringNew()
                .run(() ->
                        assertThat(videos.again(database.find(TrainingVideo.class, id))).isTrue());
    }
}
