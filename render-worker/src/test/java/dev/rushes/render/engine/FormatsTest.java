package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.ProgrammeRange;
import dev.rushes.render.ffmpeg.MediaProbe;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kinds of files that come out, each made of several joined segments. */
class FormatsTest {
    /** Frames 10 to 59, 0 to 29 and 25 to 99 of a take at 25 frames a second. */
    private static final String CLIPS =
            "'scenes': [{'clips': [{'s3Key': 'a', 'trim': {'start': 0.4, 'end': 2.4}},"
                    + " {'s3Key': 'a', 'trim': {'start': 0, 'end': 1.2}},"
                    + " {'s3Key': 'a', 'trim': {'start': 1, 'end': 4}}]}]";

    @TempDir Path folder = Path.of("");

    private Footage footage = new Footage(folder);

    @BeforeEach
    void makeTake() {
        Take take = Take.at(Rational.of(25));
        take.sound = true;
        footage = new Footage(folder).add("a", take.write(folder.resolve("a.mp4")));
    }

    private Seen render(String output) {
        return footage.render(
                "{%s, 'output': {'width': 320, 'height': 180, %s}}".formatted(CLIPS, output));
    }

    private static List<Integer> expected() {
        List<Integer> numbers = new ArrayList<>();
        for (int[] clip : new int[][] {{10, 60}, {0, 30}, {25, 100}}) {
            for (int i = clip[0]; i < clip[1]; i++) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    private static MediaInfo probe(Seen seen) {
        return MediaProbe.probe(
                seen.file(), MediaLimits.DEFAULT.withOwn("gif", "gif"), () -> false);
    }

    @ParameterizedTest
    @CsvSource({
        "mp4, h264, standard, h264, aac",
        "mp4, h265, standard, hevc, aac",
        "mp4, h265, high, hevc, aac",
        "webm, , standard, vp9, opus",
        "webm, , high, vp9, opus",
        "gif, , standard, gif, "
    })
    void everyFrameComesOutInEveryFormat(
            String format, String codec, String quality, String picture, String sound) {
        Seen seen =
                render(
                        "'format': '%s', 'quality': '%s'%s"
                                        .formatted(
                                                format,
                                                quality,
                                                codec == null ? "" : ", 'codec': '" + codec + "'")
                                + (format.equals("gif") ? ", 'frameRate': 25" : ""));
        assertThat(seen.timeline().segments()).hasSizeGreaterThan(2);
        assertThat(seen.numbers()).isEqualTo(expected());
        MediaInfo info = probe(seen);
        MediaInfo.Video video = Objects.requireNonNull(info.video());
        assertThat(video.codec()).isEqualTo(picture);
        assertThat(video.frames()).isEqualTo(155);
        assertThat(info.audio() == null ? null : info.audio().codec()).isEqualTo(sound);
        assertThat(info.durationSeconds()).isEqualTo(6.2);
        assertThat(info.startOffsetSeconds()).isZero();
        if (!format.equals("gif")) {
            assertThat(video.rate()).isEqualTo(Rational.of(25));
            assertThat(video.pixelFormat()).isEqualTo("yuv420p");
            assertThat(video.matrix()).isEqualTo("bt709");
            assertThat(video.colorAssumed()).isFalse();
        }
        seen.file().toFile().delete();
    }

    @ParameterizedTest
    @CsvSource({"webm", "mp4"})
    void soundStandsWhereThePictureDoes(String format) {
        Seen seen = render("'format': '%s'".formatted(format));
        // A click begins with every tenth frame: 10 to 50, 0 to 20 and 30 to 90.
        List<Integer> wanted = new ArrayList<>();
        List<Integer> numbers = expected();
        for (int frame = 0; frame < numbers.size(); frame++) {
            if (numbers.get(frame) % Take.CLICK_EVERY == 0) {
                wanted.add(frame * 1920);
            }
        }
        List<Integer> clicks = seen.clicks();
        assertThat(clicks).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(clicks.get(i)).isBetween(wanted.get(i) - 100, wanted.get(i) + 300);
        }
    }

    @ParameterizedTest
    @CsvSource({"mp4, h265", "webm, ", "gif, "})
    void theSameRenderGivesTheSameBytes(String format, String codec) throws IOException {
        String output =
                "'format': '%s', 'quality': 'draft'%s"
                        .formatted(format, codec == null ? "" : ", 'codec': '" + codec + "'");
        assertThat(Files.readAllBytes(render(output).file()))
                .isEqualTo(Files.readAllBytes(render(output).file()));
    }

    /** Cut at frames that are no cuts, within the second clip and within the third. */
    @ParameterizedTest
    @CsvSource({"0, 2.2", "1.98, 4.5", "2.04, 3", "0.5, 0.54", "5.9, 9"})
    void aRangeHasExactlyTheFramesAndTheSoundOfTheWhole(String start, String end) {
        String plan = "{%s, 'output': {'width': 320, 'height': 180}}".formatted(CLIPS);
        Timeline whole = footage.compile(plan);
        ProgrammeRange range = new ProgrammeRange(Rational.parse(start), Rational.parse(end));
        Seen seen = footage.render(whole.part(range), RenderListener.NONE);
        int from = (int) range.start().times(25).roundHalfUp();
        int to = (int) Math.min(155, range.end().times(25).roundHalfUp());
        assertThat(seen.numbers()).isEqualTo(expected().subList(from, to));
        assertThat(seen.video().frames()).isEqualTo(to - from);
        List<Integer> wanted = new ArrayList<>();
        for (int frame = from; frame < to; frame++) {
            if (expected().get(frame) % Take.CLICK_EVERY == 0) {
                wanted.add((frame - from) * 1920);
            }
        }
        List<Integer> clicks = seen.clicks();
        assertThat(clicks).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(clicks.get(i)).isBetween(wanted.get(i) - 100, wanted.get(i) + 300);
        }
    }

    @Test
    void h265IsMarkedForApplesPlayers() throws IOException {
        byte[] file = Files.readAllBytes(render("'codec': 'h265'").file());
        assertThat(new String(file, StandardCharsets.ISO_8859_1))
                .contains("hvc1")
                .doesNotContain("hev1");
    }

    @Test
    void aGifTicksInHundredthsAndLosesNoFrame() {
        Seen seen = render("'format': 'gif', 'frameRate': 30");
        List<Rational> times = seen.times();
        assertThat(times).hasSize(186);
        assertThat(times.get(1)).isEqualTo(Rational.of(3, 100));
        assertThat(times.get(2)).isEqualTo(Rational.of(7, 100));
        assertThat(times.getLast()).isEqualTo(Rational.of(617, 100));
    }

    @Test
    void aGifIsSmallAndSlowUnlessThePlanSaysOtherwise() {
        Seen seen = footage.render("{%s, 'output': {'format': 'gif'}}".formatted(CLIPS));
        assertThat(seen.video().width()).isEqualTo(640);
        assertThat(seen.video().height()).isEqualTo(360);
        assertThat(seen.video().frames()).isEqualTo(93);
    }

    @ParameterizedTest
    @CsvSource({"1920, 1080, 512, 288", "1080, 1920, 288, 512", "1080, 1080, 512, 512"})
    void aDraftHasALongSideOf512(int width, int height, int draftWidth, int draftHeight) {
        Seen seen =
                footage.render(
                        "{%s, 'output': {'width': %d, 'height': %d, 'quality': 'draft'}}"
                                .formatted(CLIPS, width, height));
        assertThat(seen.video().width()).isEqualTo(draftWidth);
        assertThat(seen.video().height()).isEqualTo(draftHeight);
        assertThat(seen.video().frameRate()).isEqualTo(Rational.of(15));
        assertThat(seen.video().frames()).isEqualTo(93);
    }
}
