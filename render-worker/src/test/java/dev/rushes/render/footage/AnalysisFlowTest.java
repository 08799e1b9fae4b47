package dev.rushes.render.footage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.job.QueueDefinition;
import dev.rushes.common.show.AnalysisStatus;
import dev.rushes.common.show.Scene;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.studio.StandInResource;
import dev.rushes.render.studio.Studio;
import dev.rushes.render.studio.Studio.ShotTake;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInResource.class)
class AnalysisFlowTest {
    private static final String QUEUE = QueueDefinition.MEDIA_ANALYSIS.name();
    private static final String DEAD_LETTERS = QueueDefinition.MEDIA_ANALYSIS.deadLetterName();
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject Studio studio;
    @Inject TakeMetadata metadata;

    private UUID episode = new UUID(0, 0);

    @BeforeEach
    void anEpisode() {
        studio.openBuckets();
        episode = studio.episode();
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(SOON).until(() -> studio.messages(QUEUE) == 0);
        await().atMost(SOON).until(() -> studio.scratchFolders().isEmpty());
        while (studio.takeMessage(DEAD_LETTERS).isPresent()) {
            // For the next test.
        }
    }

    private Scene ended(ShotTake take) {
        await().atMost(SOON).until(() -> studio.scene(take.sceneId()).analysisStatus().isFinal());
        return studio.scene(take.sceneId());
    }

    @Test
    void aTakeIsMeasuredAndHasAPoster() {
        ShotTake take = studio.take(episode, 2);
        studio.analyse(take);

        Scene scene = ended(take);
        assertThat(scene.analysisStatus()).isEqualTo(AnalysisStatus.DONE);
        assertThat(scene.rawFootageDuration()).isEqualByComparingTo(new BigDecimal("2.00"));
        JsonNode facts = scene.rawFootageMetadata();
        assertThat(facts).isNotNull();
        MediaInfo info = metadata.read(facts).orElseThrow();
        assertThat(info.video())
                .isNotNull()
                .returns(320, MediaInfo.Video::width)
                .returns("h264", MediaInfo.Video::codec)
                .returns(50L, MediaInfo.Video::frames);
        assertThat(info.audio()).isNotNull().returns("aac", MediaInfo.Audio::codec);
        String poster = "episodes/" + episode + "/scenes/" + take.sceneId() + "/poster-1.jpg";
        assertThat(scene.posterKey()).isEqualTo(poster);
        assertThat(studio.read(poster, null)).startsWith(0xFF, 0xD8);
        FootageAnalysis analysis = FootageAnalysis.of(facts).orElseThrow();
        String beside = "episodes/" + episode + "/scenes/" + take.sceneId();
        assertThat(analysis.pictures().waveform()).isEqualTo(beside + "/waveform-1.png");
        assertThat(analysis.pictures().thumbnails()).isEqualTo(beside + "/thumbnails-1.jpg");
        assertThat(studio.read(beside + "/waveform-1.png", null)).startsWith(0x89, 'P', 'N', 'G');
        assertThat(studio.read(beside + "/thumbnails-1.jpg", null)).startsWith(0xFF, 0xD8);
        assertThat(analysis.durationSeconds()).isEqualTo(2);
        assertThat(analysis.picture()).isNotNull();
        assertThat(analysis.picture().shots()).hasSize(1);
        assertThat(analysis.sound()).isNotNull();
    }

    @Test
    void aTextFileNamedAsVideoFailsWithTheReason() {
        ShotTake take =
                studio.file(
                        episode, "This is no video.".repeat(99).getBytes(StandardCharsets.UTF_8));
        studio.analyse(take);

        Scene scene = ended(take);
        assertThat(scene.analysisStatus()).isEqualTo(AnalysisStatus.FAILED);
        assertThat(scene.analysisError()).startsWith("The file is text, not a video");
        assertThat(scene.analysisAttempt()).isEqualTo(1);
        assertThat(studio.processed(episode)).isEmpty();
    }

    @Test
    void aTakeThatIsGoneFailsWithTheReason() {
        ShotTake take = studio.take(episode, 2);
        studio.lose(take);
        studio.analyse(take);

        Scene scene = ended(take);
        assertThat(scene.analysisStatus()).isEqualTo(AnalysisStatus.FAILED);
        assertThat(scene.analysisError()).contains(take.key());
        assertThat(studio.messages(DEAD_LETTERS)).isZero();
    }
}
