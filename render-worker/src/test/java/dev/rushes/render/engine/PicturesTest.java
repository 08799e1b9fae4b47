package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.DisplayMatrix;
import dev.rushes.render.ffmpeg.Frame;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Levels, places and blends of rendered pictures. */
class PicturesTest {
    private static final String OUTPUT = "'output': {'width': 320, 'height': 180, 'frameRate': 25}";

    @TempDir Path folder = Path.of("");

    private Path grey(String name, int luma) {
        Take take = Take.at(Rational.of(25));
        take.numbered = false;
        take.ground = luma;
        take.frames = 50;
        return take.write(folder.resolve(name));
    }

    private Footage greys() {
        return new Footage(folder).add("a", grey("a.mp4", 60)).add("b", grey("b.mp4", 200));
    }

    private static int centre(Frame frame) {
        return frame.luma(frame.width() / 2, frame.height() / 2);
    }

    @Test
    void aDissolveMixesFrameByFrame() {
        Seen seen =
                greys().render(
                                """
                                {'scenes': [
                                  {'clips': [{'s3Key': 'a'}]},
                                  {'clips': [{'s3Key': 'b'}], 'transitions': [{'type': 'dissolve', 'duration': 0.8}]}],
                                 %s}\
                                """
                                        .formatted(OUTPUT));
        List<Integer> lumas = seen.frames(PicturesTest::centre);
        assertThat(lumas).hasSize(50 + 50 - 20);
        for (int i = 0; i < lumas.size(); i++) {
            int j = Math.clamp(i - 30, 0, 20);
            assertThat(lumas.get(i))
                    .as("frame " + i)
                    .isCloseTo(60 + (200 - 60) * j / 20, within(2));
        }
    }

    @Test
    void fadesGoToBlackWithoutOverlap() {
        Seen seen =
                greys().render(
                                """
                                {'scenes': [
                                  {'clips': [{'s3Key': 'a'}],
                                   'transitions': [{'type': 'fade_in', 'duration': 0.4}, {'type': 'fade_out', 'duration': 0.8}]},
                                  {'clips': [{'s3Key': 'b'}]}],
                                 %s}\
                                """
                                        .formatted(OUTPUT));
        List<Integer> lumas = seen.frames(PicturesTest::centre);
        assertThat(lumas).hasSize(100);
        for (int i = 0; i < 50; i++) {
            int in = Math.min(i, 10);
            int out = Math.clamp(50 - i, 0, 20);
            double expected = 16 + 44 * (in / 10.0) * (out / 20.0);
            assertThat(lumas.get(i).doubleValue())
                    .as("frame " + i)
                    .isCloseTo(expected, within(2.0));
        }
        assertThat(lumas.subList(50, 100)).allMatch(luma -> Math.abs(luma - 200) <= 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fade_black", "fade_white", "wipe_left", "slide_up", "smooth_right", "circle_open",
                "zoom_in", "pixelize", "blur", "pixel_dissolve", "squeezeh", "revealdown"
            })
    void everyKindOfTransitionOverlapsAndEndsOnTheSecondClip(String name) {
        Seen seen =
                greys().render(
                                "{'scenes': [{'clips': [{'s3Key': 'a'}]}, {'clips': [{'s3Key': 'b'}], 'transitions': ['%s']}], %s}"
                                        .formatted(name, OUTPUT));
        List<Integer> lumas = seen.frames(PicturesTest::centre);
        assertThat(lumas).hasSize(50 + 50 - 13);
        assertThat(lumas.get(36)).isCloseTo(60, within(1));
        assertThat(lumas.get(37)).isCloseTo(60, within(2));
        assertThat(lumas.get(50)).isCloseTo(200, within(1));
    }

    @Test
    void colourStaysWhatItWasThroughATransition() {
        Take take = Take.at(Rational.of(25));
        take.numbered = false;
        take.blue = 90;
        take.red = 170;
        Footage footage = new Footage(folder).add("c", take.write(folder.resolve("c.mp4")));
        Seen seen =
                footage.render(
                        """
                        {'scenes': [{'clips': [
                            {'s3Key': 'c', 'trim': {'start': 0, 'end': 1}},
                            {'s3Key': 'c', 'trim': {'start': 2, 'end': 3}, 'transition': 'dissolve'}]}],
                         %s}\
                        """
                                .formatted(OUTPUT));
        assertThat(seen.frames(frame -> List.of(frame.chroma(1, 3, 5), frame.chroma(2, 150, 80))))
                .allSatisfy(both -> {
                    assertThat(both.get(0)).isCloseTo(90, within(1));
                    assertThat(both.get(1)).isCloseTo(170, within(1));
                });
    }

    @ParameterizedTest
    @CsvSource({"0, 16", "255, 235", "128, 126", "60, 68"})
    void fullRangeBecomesLimited(int full, int limited) {
        Take take = Take.at(Rational.of(25));
        take.numbered = false;
        take.ground = full;
        take.fullRange = true;
        take.frames = 10;
        Footage footage = new Footage(folder).add("full", take.write(folder.resolve("f.mkv")));
        Seen seen =
                footage.render(
                        "{'scenes': [{'clips': [{'s3Key': 'full'}]}], %s}".formatted(OUTPUT));
        assertThat(seen.frames(PicturesTest::centre))
                .allSatisfy(luma -> assertThat(luma).isCloseTo(limited, within(1)));
    }

    @Test
    void theMatrixIsConverted() {
        // Pure green in BT.601, limited range, is 145/54/34; in BT.709 it is 173/42/26 (ITU-R
        // BT.601, BT.709).
        Take take = Take.at(Rational.of(25));
        take.numbered = false;
        take.matrix = "smpte170m";
        take.ground = 145;
        take.blue = 54;
        take.red = 34;
        take.frames = 10;
        Footage footage = new Footage(folder).add("green", take.write(folder.resolve("g.mp4")));
        Seen seen =
                footage.render(
                        "{'scenes': [{'clips': [{'s3Key': 'green'}]}], %s}".formatted(OUTPUT));
        assertThat(
                        seen.frames(frame ->
                                List.of(
                                        centre(frame),
                                        frame.chroma(1, 80, 40),
                                        frame.chroma(2, 80, 40))))
                .allSatisfy(colour -> {
                    assertThat(colour.get(0)).isCloseTo(173, within(2));
                    assertThat(colour.get(1)).isCloseTo(42, within(2));
                    assertThat(colour.get(2)).isCloseTo(26, within(2));
                });
    }

    @Test
    void otherShapesStandInTheMiddleOnBlack() {
        Take narrow = Take.at(Rational.of(25));
        narrow.width = 120;
        narrow.height = 180;
        narrow.numbered = false;
        narrow.ground = 180;
        narrow.frames = 12;
        Take flat = Take.at(Rational.of(25));
        flat.width = 640;
        flat.height = 160;
        flat.numbered = false;
        flat.ground = 90;
        flat.frames = 12;
        Footage footage =
                new Footage(folder)
                        .add("narrow", narrow.write(folder.resolve("n.mp4")))
                        .add("flat", flat.write(folder.resolve("w.mp4")));
        Seen seen =
                footage.render(
                        "{'scenes': [{'clips': [{'s3Key': 'narrow'}, {'s3Key': 'flat'}]}], %s}"
                                .formatted(OUTPUT));
        List<List<Integer>> lumas =
                seen.frames(frame ->
                        List.of(
                                frame.luma(160, 90),
                                frame.luma(90, 90),
                                frame.luma(230, 90),
                                frame.luma(160, 40),
                                frame.luma(160, 140)));
        // 120x180 keeps its size: columns 100 to 219. 640x160 becomes 320x80: rows 50 to 129.
        assertThat(lumas.get(5)).isEqualTo(List.of(180, 16, 16, 180, 180));
        assertThat(lumas.get(17)).isEqualTo(List.of(90, 90, 90, 16, 16));
    }

    @ParameterizedTest
    @CsvSource({"90, 300, 20", "180, 300, 160", "270, 20, 160"})
    void aTurnedTakeStandsUpright(int degrees, int x, int y) {
        // A white mark in the upper left corner of the coded picture goes round clockwise.
        Take take = Take.at(Rational.of(25));
        take.width = degrees == 180 ? 320 : 180;
        take.height = degrees == 180 ? 180 : 320;
        take.frames = 12;
        take.numbered = false;
        take.ground = 40;
        take.cornerMark = true;
        Path file =
                take.write(folder.resolve("r.mp4"), format -> DisplayMatrix.turn(format, degrees));
        Footage footage = new Footage(folder).add("turned", file);
        assertThat(footage.info("turned").video())
                .matches(video -> video != null && video.rotation() == degrees)
                .matches(video -> video != null && video.displayWidth() == 320);
        Seen seen =
                footage.render(
                        "{'scenes': [{'clips': [{'s3Key': 'turned'}]}], %s}".formatted(OUTPUT));
        List<List<Integer>> lumas =
                seen.frames(frame ->
                        List.of(
                                frame.luma(20, 20),
                                frame.luma(300, 20),
                                frame.luma(300, 160),
                                frame.luma(20, 160),
                                frame.luma(x, y)));
        assertThat(lumas.get(3).stream().filter(luma -> luma > 200)).hasSize(2);
        assertThat(lumas.get(3).get(4)).isCloseTo(235, within(2));
    }

    @Test
    void aTakeWithoutSoundIsSilentAndItsNeighbourIsNot() {
        Take loud = Take.at(Rational.of(25));
        loud.sound = true;
        loud.soundRate = 44_100;
        loud.soundChannels = 1;
        loud.frames = 50;
        Footage footage =
                new Footage(folder)
                        .add("silent", grey("s.mp4", 90))
                        .add("loud", loud.write(folder.resolve("l.mov")));
        Seen seen =
                footage.render(
                        "{'scenes': [{'clips': [{'s3Key': 'silent'}, {'s3Key': 'loud', 'trim': {'start': 0.2, 'end': 1.6}}]}], %s}"
                                .formatted(OUTPUT));
        // Clicks of frames 10, 20 and 30 of a take that begins at its frame 5, after 50 silent
        // frames.
        assertThat(seen.clicks())
                .hasSize(3)
                .satisfies(
                        clicks -> assertThat(clicks.get(0)).isCloseTo((50 + 5) * 1920, within(960)))
                .satisfies(clicks ->
                        assertThat(clicks.get(2)).isCloseTo((50 + 25) * 1920, within(960)));
        float[] sound = seen.sound();
        for (int i = 0; i < 49 * 1920; i++) {
            assertThat(Math.abs(sound[i])).isLessThan(0.001f);
        }
        // One channel keeps its level on both sides: 0.8 less what AAC changes.
        float peak = 0;
        for (float sample : sound) {
            peak = Math.max(peak, Math.abs(sample));
        }
        assertThat(peak).isBetween(0.6f, 1.1f);
    }

    @Test
    void aTakeOfSoundAloneIsSeenBlack() {
        Take take = Take.at(Rational.of(25));
        take.sound = true;
        take.pictures = false;
        Footage footage = new Footage(folder).add("sound", take.write(folder.resolve("s.mp4")));
        assertThat(footage.info("sound").video()).isNull();
        Seen seen =
                footage.render(
                        "{'scenes': [{'clips': [{'s3Key': 'sound', 'trim': {'start': 0.2, 'end': 1.2}}]}], %s}"
                                .formatted(OUTPUT));
        assertThat(seen.frames(PicturesTest::centre)).hasSize(25).containsOnly(16);
        assertThat(seen.clicks()).hasSize(2);
    }

    @Test
    void theSameTimelineGivesTheSameBytes() throws Exception {
        Footage footage = greys();
        String plan =
                "{'scenes': [{'clips': [{'s3Key': 'a'}, {'s3Key': 'b', 'transition': 'dissolve'}]}], %s}"
                        .formatted(OUTPUT);
        assertThat(footage.render(plan).file()).hasSameBinaryContentAs(footage.render(plan).file());
    }
}
