package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.MediaProbe;
import dev.rushes.render.media.MediaInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every real take through every fit and every quality; skipped where they are not beside the project. A picture of each
 * is left in {@code target/footage} for people to look at.
 */
@Tag("slow")
class EveryFitOfFootageTest {
    private static final Path FOOTAGE = Path.of("../../shared/footage");
    private static final Path PICTURES = Path.of("target/footage");
    private static final List<String> FITS = List.of("contain", "cover", "stretch", "blur");
    private static final int LONGEST = 3;

    @TempDir static Path folder = Path.of("");

    private static AgainstFFmpeg program;

    @BeforeAll
    static void footageIsThere() throws IOException {
        assumeThat(Files.isDirectory(FOOTAGE)).as("the folder " + FOOTAGE).isTrue();
        program = new AgainstFFmpeg(folder);
        Files.createDirectories(PICTURES);
    }

    static List<Arguments> takesAndQualities() throws IOException {
        if (!Files.isDirectory(FOOTAGE)) {
            return List.of(Arguments.of("no footage", "draft"));
        }
        try (Stream<Path> files = Files.list(FOOTAGE)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".mp4") || name.endsWith(".mkv"))
                    .sorted()
                    .flatMap(name ->
                            Stream.of("draft", "standard", "high")
                                    .map(quality -> Arguments.of(name, quality)))
                    .toList();
        }
    }

    /** All fits of a take follow each other in one programme, portrait, so that none fits by itself. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("takesAndQualities")
    void aRealTakeComesOutInEveryFit(String name, String quality) throws IOException {
        Footage footage = new Footage(folder).add("take", FOOTAGE.resolve(name));
        Rational length = footage.info("take").duration().min(Rational.of(LONGEST));
        StringBuilder clips = new StringBuilder();
        for (String fit : FITS) {
            clips.append(clips.isEmpty() ? "" : ", ")
                    .append(
                            "{'s3Key': 'take', 'trim': {'start': 0, 'end': %s}, 'fit': '%s'}"
                                    .formatted(length.toDecimal().toPlainString(), fit));
        }
        Seen seen =
                footage.render(
                        "{'scenes': [{'clips': [%s]}], 'output': {'width': 360, 'height': 640, 'quality': '%s'}}"
                                .formatted(clips, quality));

        MediaInfo info = MediaProbe.probe(seen.file());
        MediaInfo.Video video = Objects.requireNonNull(info.video());
        boolean draft = quality.equals("draft");
        MediaInfo.Video take = Objects.requireNonNull(footage.info("take").video());
        Rational rate = draft ? Rational.of(15) : take.rate();
        long each = Rational.parse(length.toDecimal().toPlainString()).times(rate).roundHalfUp();
        assertThat(video.frames()).isEqualTo(FITS.size() * each);
        assertThat(video.rate()).isEqualTo(rate);
        assertThat(video.variableFrameRate()).isFalse();
        assertThat(info.duration()).isEqualTo(Rational.of(FITS.size() * each).dividedBy(rate));
        assertThat(List.of(video.width(), video.height()))
                .isEqualTo(draft ? List.of(288, 512) : List.of(360, 640));
        assertThat(video.pixelFormat()).isEqualTo("yuv420p");
        assertThat(video.pixelAspect()).isEqualTo("1");
        assertThat(
                        List.of(
                                video.colorRange(),
                                video.matrix(),
                                Objects.requireNonNull(video.primaries()),
                                Objects.requireNonNull(video.transfer())))
                .containsExactly("limited", "bt709", "bt709", "bt709");
        assertThat(info.audio()).isEqualTo(new MediaInfo.Audio("aac", 48_000, 2, "stereo"));
        assertBars(seen, each);
        program.make(
                "-i",
                seen.file().toString(),
                "-vf",
                "select=eq(mod(n\\,%d)\\,%d),scale=180:320,tile=4x1".formatted(each, each / 2),
                "-frames:v",
                "1",
                PICTURES.toAbsolutePath().resolve(name + "-" + quality + ".png").toString());
        Files.delete(seen.file());
    }

    /** Black above a lying take where it is contained, and nowhere else. */
    private static void assertBars(Seen seen, long each) {
        List<Integer> top = seen.frames(frame -> frame.luma(frame.width() / 2, 8));
        List<Integer> middle =
                seen.frames(frame -> frame.luma(frame.width() / 2, frame.height() / 2));
        int half = Math.toIntExact(each / 2);
        assertThat(top.get(half)).isEqualTo(16);
        for (int fit = 1; fit < FITS.size(); fit++) {
            assertThat(top.get(Math.toIntExact(fit * each) + half)).isGreaterThan(20);
        }
        assertThat(middle).allSatisfy(luma -> assertThat(luma).isGreaterThan(16));
    }
}
