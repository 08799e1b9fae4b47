package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where words come to stand in a rendered picture, when, and how they come and go. */
class TextsSeenTest {
    private static final String OUTPUT =
            "'output': {'width': 320, 'height': 180, 'frameRate': 25, 'quality': 'high'}";

    private static final int GROUND = 60;

    @TempDir Path folder = Path.of("");

    private Footage footage;

    @BeforeEach
    void makeTake() {
        Take take = Take.at(Rational.of(25));
        take.numbered = false;
        take.ground = GROUND;
        take.frames = 20;
        footage = new Footage(folder).add("grey", take.write(folder.resolve("grey.mp4")));
    }

    private Seen write(String text) {
        return footage.render(
                "{'scenes': [{'clips': [{'s3Key': 'grey'}], 'layers': {'text': %s}}], %s}"
                        .formatted(text, OUTPUT));
    }

    /** The smallest rectangle around what is not the ground: left, top, right, bottom; right and bottom exclusive. */
    private static List<Integer> bounds(Frame frame) {
        int left = frame.width();
        int top = frame.height();
        int right = 0;
        int bottom = 0;
        for (int y = 0; y < frame.height(); y++) {
            for (int x = 0; x < frame.width(); x++) {
                if (Math.abs(frame.luma(x, y) - GROUND) > 60) {
                    left = Math.min(left, x);
                    top = Math.min(top, y);
                    right = Math.max(right, x + 1);
                    bottom = Math.max(bottom, y + 1);
                }
            }
        }
        return List.of(left, top, right, bottom);
    }

    private List<Integer> bounds(String text) {
        return write(text).frames(TextsSeenTest::bounds).get(10);
    }

    /** Rows of a column of pixels in which letters are seen, as runs. */
    private static int lines(Frame frame) {
        List<Boolean> inked = new ArrayList<>();
        for (int y = 0; y < frame.height(); y++) {
            boolean ink = false;
            for (int x = 0; x < frame.width(); x++) {
                ink |= frame.luma(x, y) > 180;
            }
            inked.add(ink);
        }
        int lines = 0;
        for (int y = 1; y < inked.size(); y++) {
            lines += inked.get(y) && !inked.get(y - 1) ? 1 : 0;
        }
        return lines;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "top_left|20|20|-1|-1",
                "top_right|-1|20|300|-1",
                "bottom_left|20|-1|-1|160",
                "bottom_right|-1|-1|300|160"
            })
    void aBoxStandsAtItsMarginsFromTheEdges(
            String place, int left, int top, int right, int bottom) {
        List<Integer> bounds =
                bounds(
                        "{'text': 'Box', 'size': 30, 'box': {'colour': '#ffffff', 'padding': 0.5, 'radius': 0}, 'place': '%s', 'margin': 20}"
                                .formatted(place));
        List<Integer> expected = List.of(left, top, right, bottom);
        for (int i = 0; i < 4; i++) {
            if (expected.get(i) >= 0) {
                assertThat(bounds.get(i)).isCloseTo(expected.get(i), within(2));
            }
        }
        // One line of 1.25 ems, and half an em around it.
        assertThat(bounds.get(3) - bounds.get(1)).isCloseTo(30 * 5 / 4 + 30, within(2));
    }

    @Test
    void longWordsWrapWithinTheirWidthAndStandOneBelowTheOther() {
        String text =
                "{'text': 'HHHH HHHH HHHH HHHH', 'size': 24, 'maxWidth': %s, 'place': 'center'}";
        Seen wide = write(text.formatted(1));
        Seen narrow = write(text.formatted(0.5));
        Seen narrowest = write(text.formatted(0.25));
        assertThat(wide.frames(TextsSeenTest::lines).get(5)).isEqualTo(1);
        assertThat(narrow.frames(TextsSeenTest::lines).get(5)).isEqualTo(2);
        assertThat(narrowest.frames(TextsSeenTest::lines).get(5)).isEqualTo(4);
        List<Integer> bounds = narrow.frames(TextsSeenTest::bounds).get(5);
        assertThat(bounds.get(2) - bounds.get(0)).isBetween(100, 160);
        assertThat((bounds.get(0) + bounds.get(2)) / 2).isCloseTo(160, within(3));
        assertThat((bounds.get(1) + bounds.get(3)) / 2).isCloseTo(90, within(6));
    }

    @Test
    void anOutlineMakesLettersWiderByItself() {
        List<Integer> plain = bounds("{'text': 'HHH', 'size': 60, 'place': 'center'}");
        List<Integer> outlined =
                bounds(
                        "{'text': 'HHH', 'size': 60, 'place': 'center', 'outline': {'colour': '#ffffff', 'width': 0.1}}");
        assertThat(outlined.get(2) - outlined.get(0))
                .isCloseTo(plain.get(2) - plain.get(0) + 12, within(2));
        assertThat(outlined.get(3) - outlined.get(1))
                .isCloseTo(plain.get(3) - plain.get(1) + 12, within(2));
    }

    @Test
    void wordsFadeInAndOutFrameByFrame() {
        List<Integer> lumas =
                write(
                                "{'text': '.', 'size': 60, 'box': {'colour': '#ffffff', 'radius': 0, 'padding': 1}, 'place': 'center', 'start': 0.08, 'end': 0.72, 'animation': {'in': {'type': 'fade', 'duration': 0.2}, 'out': {'type': 'fade', 'duration': 0.16}}}")
                        .frames(frame -> frame.luma(160, 60));
        for (int i = 0; i < 20; i++) {
            double part =
                    i < 2 || i >= 18 ? 0 : Math.min(1, Math.min((i - 2) / 5.0, 1 - (i - 14) / 4.0));
            assertThat(lumas.get(i).doubleValue())
                    .as("frame " + i)
                    .isCloseTo(GROUND + (235 - GROUND) * part, within(4.0));
        }
    }

    @Test
    void wordsSlideInFromOutsideAndOutAgain() {
        List<List<Integer>> bounds =
                write(
                                "{'text': 'H', 'size': 40, 'box': {'colour': '#ffffff', 'radius': 0}, 'place': 'left', 'margin': 30, 'animation': {'in': {'type': 'slide_up', 'duration': 0.24}, 'out': {'type': 'slide_left', 'duration': 0.24}}}")
                        .frames(TextsSeenTest::bounds);
        assertThat(bounds.get(0)).isEqualTo(List.of(320, 180, 0, 0));
        for (int i = 2; i < 6; i++) {
            assertThat(bounds.get(i).get(1)).isLessThan(bounds.get(i - 1).get(1));
            assertThat(bounds.get(i).get(0)).isCloseTo(30, within(2));
        }
        assertThat(bounds.get(7)).isEqualTo(bounds.get(12));
        assertThat(bounds.get(19).get(2)).isLessThan(bounds.get(12).get(2) / 2);
        for (int i = 15; i < 20; i++) {
            assertThat(bounds.get(i).get(2)).isLessThanOrEqualTo(bounds.get(i - 1).get(2));
            assertThat(bounds.get(i).get(1)).isEqualTo(bounds.get(12).get(1));
        }
    }

    @Test
    void withoutAFontForThemCharactersAreNamedInAWarning() {
        assertThat(write("{'text': 'Hello 中文!', 'size': 40}").video().warnings())
                .containsExactly(
                        "no font has these characters of a text, which come out as boxes: U+4E2D (中), U+6587 (文); name a font that has them (\"font\": an asset's key)");
    }

    /** Debian's fonts-noto-cjk and fonts-droid-fallback; neither is brought along. */
    @Test
    void chineseAndJapaneseAreWrittenInAFontOfTheUsers() {
        List<Path> fonts =
                Stream.of(
                                "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
                                "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
                                System.getProperty("rushes.test.cjkFont", ""))
                        .filter(name -> !name.isEmpty())
                        .map(Path::of)
                        .filter(Files::isRegularFile)
                        .toList();
        assumeThat(fonts)
                .as("a font of fonts-noto-cjk or fonts-droid-fallback, or -Drushes.test.cjkFont")
                .isNotEmpty();
        footage.asset("cjk", fonts.getFirst());
        Seen seen = write("{'text': '中文 日本語', 'font': 'cjk', 'size': 50, 'place': 'center'}");
        assertThat(seen.video().warnings()).isEmpty();
        List<Integer> bounds = seen.frames(TextsSeenTest::bounds).get(10);
        // Five letters as wide as the em, and a space.
        assertThat(bounds.get(2) - bounds.get(0)).isBetween(5 * 50 - 15, 6 * 50);
    }

    /** Cues at once stand below each other; a take's captions follow its clips, their order and their speed. */
    @Test
    void captionsAreBurnedInWhereTheEditPutsThem() throws IOException {
        footage.asset(
                "words",
                Files.writeString(
                        folder.resolve("words.srt"),
                        """
                        1
                        00:00:00,080 --> 00:00:00,320
                        HHH

                        2
                        00:00:00,200 --> 00:00:00,480
                        <b>EEE</b>

                        3
                        00:00:00,600 --> 00:00:00,680
                        FFF
                        """));
        // The take's second half at half its speed, then its first: frames 0 to 15 and 16 to 27.
        List<Integer> lines =
                footage.renderCaptioned(
                                "{'scenes': [{'clips': [{'s3Key': 'grey', 'trim': {'start': 0.48, 'end': 0.8}, 'speed': 0.5}, {'s3Key': 'grey', 'trim': {'start': 0, 'end': 0.48}}]}], 'captions': {'s3Key': 'words', 'sourceKey': 'grey', 'mode': 'burn', 'style': {'size': 24, 'outline': false}}, "
                                        + OUTPUT
                                        + "}")
                        .frames(TextsSeenTest::lines);
        List<Integer> expected = new ArrayList<>(Collections.nCopies(28, 0));
        Collections.fill(expected.subList(6, 10), 1);
        Collections.fill(expected.subList(18, 28), 1);
        Collections.fill(expected.subList(21, 24), 2);
        assertThat(lines).isEqualTo(expected);
    }
}
