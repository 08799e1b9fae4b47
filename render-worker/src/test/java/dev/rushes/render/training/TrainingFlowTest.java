package dev.rushes.render.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rushes.common.show.AnalysisStatus;
import dev.rushes.common.training.TrainingVideo;
import dev.rushes.render.studio.StandInResource;
import dev.rushes.render.studio.Studio;
import dev.rushes.render.studio.TestTakes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInResource.class)
class TrainingFlowTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject Studio studio;

    @BeforeEach
    void buckets() {
        studio.openBuckets();
    }

    /** Other tests need a bucket that is not there. */
    @AfterEach
    void noBucket() {
        studio.closeTraining();
    }

    private TrainingVideo ended(UUID id) {
        await().atMost(SOON).until(() -> studio.trainingVideo(id).analysisStatus.isFinal());
        return studio.trainingVideo(id);
    }

    @Test
    void anUploadedVideoIsMeasured() {
        TrainingVideo video = ended(studio.training(TestTakes.take(3)));

        assertThat(video.analysisStatus).isEqualTo(AnalysisStatus.DONE);
        assertThat(video.analysisError).isNull();
        assertThat(video.durationSeconds).isEqualByComparingTo("3");
        assertThat(video.totalClips).isEqualTo(1);
        assertThat(video.averageClipDuration).isEqualByComparingTo("3");
        assertThat(video.transitionPatterns).isNotNull();
        assertThat(video.transitionPatterns.path("count").asInt(-1)).isZero();
        assertThat(video.analyzedAt).isNotNull();
    }

    @Test
    void aTextSaysWhyItIsNone() {
        TrainingVideo video =
                ended(studio.training("no video ".repeat(200).getBytes(StandardCharsets.UTF_8)));

        assertThat(video.analysisStatus).isEqualTo(AnalysisStatus.FAILED);
        assertThat(video.analysisError).startsWith("the file is text, not a video");
    }
}
