package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.media.MediaInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real takes with odd rates, full range and no sound; skipped where they are not beside the project. */
class RealFootageTest {
    private static final Path FOOTAGE = Path.of("../../shared/footage");

    @TempDir Path folder = Path.of("");

    @BeforeEach
    void footageIsThere() {
        assumeThat(Files.isDirectory(FOOTAGE)).as("the folder " + FOOTAGE).isTrue();
    }

    private Footage footage() {
        return new Footage(folder)
                .add("car", FOOTAGE.resolve("car-detection.mp4"))
                .add("people", FOOTAGE.resolve("one-by-one-person-detection.mp4"))
                .add("again", FOOTAGE.resolve("again.mkv"));
    }

    @Test
    void factsAreMeasured() {
        Footage footage = footage();
        MediaInfo car = footage.info("car");
        assertThat(car.exactDuration()).isEqualTo("754/25");
        assertThat(car.video()).extracting(MediaInfo.Video::frameRate).isEqualTo("25/2");
        assertThat(car.audio()).isEqualTo(new MediaInfo.Audio("aac", 48_000, 2, "stereo"));
        MediaInfo again = footage.info("again");
        assertThat(again.exactStartOffset()).isEqualTo("33/1000");
        assertThat(again.video()).extracting(MediaInfo.Video::colorRange).isEqualTo("full");
        assertThat(again.audio()).isNull();
        assertThat(footage.info("people").video())
                .extracting(MediaInfo.Video::frames)
                .isEqualTo(1394L);
    }

    @Test
    void oddRatesRangesAndSilenceComeTogether() {
        Seen seen =
                footage()
                        .render(
                                """
                                {'scenes': [
                                  {'clips': [{'s3Key': 'car', 'trim': {'start': 2.5, 'end': 4.5}}], 'transitions': ['fade_in']},
                                  {'clips': [{'s3Key': 'again', 'trim': {'start': 0.5, 'end': 2}}], 'transitions': ['dissolve']},
                                  {'clips': [{'s3Key': 'people', 'trim': {'start': 20, 'end': 21}}], 'transitions': ['cut', 'fade_out']}],
                                 'output': {'width': 640, 'height': 360}}\
                                """);
        assertThat(seen.video().frameRate()).isEqualTo(Rational.of(25, 2));
        // 25 + 19 (1.5 s is 18.75 frames) + 13 (1 s is 12.5) less 6 of dissolve (0.5 s is 6.25).
        assertThat(seen.video().frames()).isEqualTo(25 + 19 + 13 - 6);
        assertThat(seen.times())
                .hasSize(51)
                .last()
                .isEqualTo(Rational.of(50).dividedBy(Rational.of(25, 2)));
    }
}
