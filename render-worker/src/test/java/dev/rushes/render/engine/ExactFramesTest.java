package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.timeline.OutputFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cuts takes whose frames carry their number, and reads the numbers from the rendered pixels. */
class ExactFramesTest {
    private static final Rational HALF = Rational.of(1, 2);

    @TempDir Path folder = Path.of("");

    static Stream<Arguments> takes() {
        List<Arguments> all = new ArrayList<>();
        for (String rate : List.of("24000/1001", "25", "30000/1001", "30", "50")) {
            for (String container : List.of("mp4", "mov", "mkv")) {
                for (boolean late : new boolean[] {false, true}) {
                    all.add(Arguments.of(Rational.parse(rate), container, late));
                }
            }
        }
        return all.stream();
    }

    /** First frames of clips, and where in that frame the in-point lies: on its edge or inside. */
    private record Cut(int frame, int frames, boolean edge, int decimals) {
        Rational in(Rational rate) {
            Rational exact = Rational.of(frame).plus(edge ? Rational.ZERO : HALF).dividedBy(rate);
            return Rational.of(typed(exact, decimals));
        }
    }

    private static BigDecimal typed(Rational seconds, int decimals) {
        return new BigDecimal(seconds.numerator())
                .divide(new BigDecimal(seconds.denominator()), decimals, RoundingMode.HALF_UP);
    }

    private static final List<Cut> CUTS =
            List.of(
                    new Cut(0, 7, true, 3),
                    new Cut(37, 13, true, 3),
                    new Cut(101, 31, true, 6),
                    new Cut(58, 12, false, 3),
                    new Cut(11, 1, false, 6),
                    new Cut(83, 26, true, 6),
                    new Cut(47, 5, true, 3),
                    new Cut(117, 21, false, 6),
                    new Cut(96, 17, true, 3));

    @ParameterizedTest(name = "{0} frames/s in {1}, first frame late: {2}")
    @MethodSource("takes")
    void trimsGiveExactlyTheirFrames(Rational rate, String container, boolean late) {
        Take take = Take.at(rate);
        take.frames = 140;
        take.sound = true;
        if (late) {
            take.ticks = frame -> frame + 13;
        }
        Footage footage =
                new Footage(folder).add("a", take.write(folder.resolve("a." + container)));

        StringBuilder clips = new StringBuilder();
        List<Integer> expected = new ArrayList<>();
        List<Double> clickFrames = new ArrayList<>();
        for (Cut cut : CUTS) {
            Rational in = cut.in(rate);
            Rational out = in.plus(Rational.of(cut.frames()).dividedBy(rate));
            BigDecimal end = typed(out, 6).min(typed(footage.info("a").duration(), 6));
            clips.append(clips.isEmpty() ? "" : ",")
                    .append(
                            "{'s3Key': 'a', 'trim': {'start': %s, 'end': %s}}"
                                    .formatted(typed(in, cut.decimals()), end));
            double first = cut.frame() + (cut.edge() ? 0 : 0.5);
            for (int frame = 0; frame < take.frames; frame += Take.CLICK_EVERY) {
                double heard = frame - first;
                // Nearer to the end than this it is faded away.
                if (heard >= 0 && heard < cut.frames() - 0.4) {
                    clickFrames.add(expected.size() + heard);
                }
            }
            for (int k = 0; k < cut.frames(); k++) {
                expected.add(cut.frame() + k);
            }
        }
        Seen seen =
                footage.render(
                        "{'scenes': [{'clips': [%s]}], 'output': {'width': 320, 'height': 180}}"
                                .formatted(clips));

        assertThat(seen.video().frameRate()).isEqualTo(rate);
        assertThat(seen.numbers().toString()).isEqualTo(expected.toString());
        List<Rational> times = seen.times();
        for (int i = 0; i < times.size(); i++) {
            assertThat(times.get(i)).isEqualTo(Rational.of(i).dividedBy(rate));
        }
        assertClicks(seen, clickFrames, rate);
    }

    private static void assertClicks(Seen seen, List<Double> clickFrames, Rational rate) {
        double frame = OutputFormat.SAMPLE_RATE / rate.toDouble();
        List<Integer> clicks = seen.clicks();
        assertThat(clicks).as(clickFrames.toString()).hasSameSizeAs(clickFrames);
        for (int i = 0; i < clicks.size(); i++) {
            assertThat(clicks.get(i) / frame)
                    .isBetween(clickFrames.get(i) - 1.0, clickFrames.get(i) + 1.0);
        }
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aVariableRateShowsTheLatestFrameBegun(String container) {
        // Steps of 23, 71, 40, 152 and 31 ms in turn.
        int[] steps = {23, 71, 40, 152, 31};
        long[] at = new long[90];
        for (int i = 1; i < at.length; i++) {
            at[i] = at[i - 1] + steps[i % steps.length];
        }
        Take take = new Take();
        take.rate = Rational.of(25);
        take.timeBase = Rational.of(1, 1000);
        take.frames = at.length;
        take.ticks = frame -> at[(int) frame] + 500;
        Footage footage =
                new Footage(folder).add("v", take.write(folder.resolve("v." + container)));
        assertThat(footage.info("v").video())
                .matches(video -> video != null && video.variableFrameRate());

        Seen seen =
                footage.render(
                        """
                        {'scenes': [{'clips': [
                            {'s3Key': 'v', 'trim': {'start': 0.0104, 'end': 1.0104}},
                            {'s3Key': 'v', 'trim': {'start': 3.2137, 'end': 4.7137}}]}],
                         'output': {'width': 320, 'height': 180}}\
                        """);

        List<Integer> expected = new ArrayList<>();
        expect(expected, at, 0.0104, 30, 1);
        expect(expected, at, 3.2137, 45, 1);
        assertThat(seen.video().frameRate()).isEqualTo(Rational.of(30));
        assertThat(seen.numbers().toString()).isEqualTo(expected.toString());

        Seen sped =
                footage.render(
                        """
                        {'scenes': [{'clips': [
                            {'s3Key': 'v', 'trim': {'start': 0.0104, 'end': 1.1654}, 'speed': 0.77},
                            {'s3Key': 'v', 'trim': {'start': 1.2137, 'end': 5.2137}, 'speed': 4}]}],
                         'output': {'width': 320, 'height': 180}}\
                        """);
        expected.clear();
        expect(expected, at, 0.0104, 45, 0.77);
        expect(expected, at, 1.2137, 30, 4);
        assertThat(sped.numbers().toString()).isEqualTo(expected.toString());
    }

    static List<String> containers() {
        return List.of("mp4", "mov", "mkv");
    }

    /** Whole milliseconds less the millisecond of tolerance, against times that never come that near. */
    private static void expect(
            List<Integer> expected, long[] at, double in, int frames, double speed) {
        for (int k = 0; k < frames; k++) {
            double clock = in * 1000 + k * speed * 1000.0 / 30;
            int shown = 0;
            while (shown + 1 < at.length && at[shown + 1] - 1 <= clock) {
                shown++;
            }
            expected.add(shown);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.25, 200", "0.5, 100", "0.77, 65", "1.5, 33", "2, 25", "4, 13"})
    void aSpeedShowsTheLatestFrameBegun(String speed, int frames) {
        Take take = Take.at(Rational.of(25));
        Footage footage = new Footage(folder).add("a", take.write(folder.resolve("a.mp4")));
        Seen seen =
                footage.render(
                        """
                        {'scenes': [{'clips': [
                            {'s3Key': 'a', 'trim': {'start': 0.4, 'end': 2.4}, 'speed': %s},
                            {'s3Key': 'a', 'trim': {'start': 0.2, 'end': 0.24}, 'speed': %s}]}],
                         'output': {'width': 320, 'height': 180}}\
                        """
                                .formatted(speed, speed));
        List<Integer> expected = new ArrayList<>();
        Rational step = Rational.parse(speed);
        for (int k = 0; k < frames; k++) {
            // A millisecond of tolerance is a fortieth of a frame.
            expected.add(Math.toIntExact(step.times(k).plus(Rational.of(401, 40)).floor()));
        }
        long last = Math.max(1, Rational.ONE.dividedBy(step).roundHalfUp());
        for (int k = 0; k < last; k++) {
            expected.add(5);
        }
        assertThat(seen.numbers().toString()).isEqualTo(expected.toString());
    }

    @Test
    void aSlowTakeIsShownAgainAndAFastOneThinnedOut() {
        Take slow = Take.at(Rational.of(10));
        Take fast = Take.at(Rational.of(50));
        Footage footage =
                new Footage(folder)
                        .add("slow", slow.write(folder.resolve("slow.mp4")))
                        .add("fast", fast.write(folder.resolve("fast.mp4")));
        Seen seen =
                footage.render(
                        """
                        {'scenes': [{'clips': [
                            {'s3Key': 'slow', 'trim': {'start': 1, 'end': 1.5}},
                            {'s3Key': 'fast', 'trim': {'start': 0.5, 'end': 0.8}}]}],
                         'output': {'width': 320, 'height': 180, 'frameRate': 25}}\
                        """);
        assertThat(seen.numbers())
                .containsExactly(
                        10, 10, 10, 11, 11, 12, 12, 12, 13, 13, 14, 14, 14, 25, 27, 29, 31, 33, 35,
                        37, 39);
    }

    @Test
    void soundThatBeginsLateKeepsItsOffset() {
        Take take = Take.at(Rational.of(25));
        take.sound = true;
        take.soundStart = Rational.of(1);
        Footage footage = new Footage(folder).add("a", take.write(folder.resolve("a.mp4")));
        Seen seen =
                footage.render(
                        "{'scenes': [{'clips': [{'s3Key': 'a', 'trim': {'start': 0.2, 'end': 2.2}}]}],"
                                + " 'output': {'width': 320, 'height': 180}}");
        // Frames 30, 40 and 50 click; 10 and 20 lie before the sound begins.
        assertClicks(seen, List.of(25.0, 35.0, 45.0), Rational.of(25));
    }
}
