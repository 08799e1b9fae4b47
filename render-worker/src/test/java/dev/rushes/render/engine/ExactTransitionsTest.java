package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.ProgrammeRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads the number of every frame through transitions, changes of speed and takes of a varying rate. The wipe goes down
 * past the numbers, so each frame shows one clip's or the other's.
 */
class ExactTransitionsTest {
    private static final int RATE = 25;

    /** Steps of the varying take in milliseconds, in turn. */
    private static final int[] STEPS = {23, 71, 40, 152, 31};

    @TempDir Path folder = Path.of("");

    private final List<Clip> clips = new ArrayList<>();
    private Footage footage;

    /**
     * A clip of the plan.
     *
     * @param in seconds, never near a frame's edge
     * @param frames in the programme
     * @param overlap frames shared with the clip before
     */
    private record Clip(String take, double in, double speed, int frames, int overlap) {
        String json() {
            return "{'s3Key': '%s', 'trim': {'start': %s, 'end': %s}, 'speed': %s%s}"
                    .formatted(
                            take,
                            Rational.parse(Double.toString(in)).toDecimal().toPlainString(),
                            Rational.parse(Double.toString(in))
                                    .plus(
                                            Rational.of(frames, RATE)
                                                    .times(Rational.parse(Double.toString(speed))))
                                    .toDecimal()
                                    .toPlainString(),
                            speed,
                            overlap == 0
                                    ? ""
                                    : ", 'transition': {'type': 'wipe_down', 'duration': %s}"
                                            .formatted(overlap / (double) RATE));
        }

        /** The number of its frame k: the latest that has begun. */
        int number(int k) {
            double clock = 1000 * (in + k * speed / RATE);
            if (take.equals("steady")) {
                return (int) Math.floor((clock + 1) * RATE / 1000);
            }
            int number = 0;
            for (double end = STEPS[1 % STEPS.length]; end - 1 <= clock; ) {
                number++;
                end += STEPS[(number + 1) % STEPS.length];
            }
            return number;
        }
    }

    @BeforeEach
    void makeTakes() {
        Take varying = new Take();
        varying.rate = Rational.of(RATE);
        varying.timeBase = Rational.of(1, 1000);
        varying.frames = 120;
        long[] at = new long[varying.frames];
        for (int i = 1; i < at.length; i++) {
            at[i] = at[i - 1] + STEPS[i % STEPS.length];
        }
        varying.ticks = frame -> at[(int) frame];
        footage =
                new Footage(folder)
                        .add("steady", Take.at(Rational.of(RATE)).write(folder.resolve("s.mp4")))
                        .add("varying", varying.write(folder.resolve("v.mkv")));
        clips.add(new Clip("steady", 0.41, 1, 40, 0));
        clips.add(new Clip("steady", 2.01, 0.5, 50, 10));
        clips.add(new Clip("varying", 0.507, 1, 45, 12));
        clips.add(new Clip("varying", 1.007, 2, 30, 8));
        clips.add(new Clip("steady", 0.01, 4, 22, 11));
        clips.add(new Clip("steady", 3.01, 0.25, 30, 9));
        clips.add(new Clip("varying", 2.007, 0.5, 25, 0));
    }

    /** xfade's {@code wipedown} (libavfilter/vf_xfade.c) shows the second picture above the line at height x j / n. */
    private static boolean secondIsSeen(int j, int n) {
        int line = (int) (180 * (float) j / n);
        return 180 / 8 <= line;
    }

    private List<Integer> expected() {
        List<Integer> numbers = new ArrayList<>();
        for (Clip clip : clips) {
            for (int k = 0; k < clip.frames(); k++) {
                if (k >= clip.overlap()) {
                    numbers.add(clip.number(k));
                } else if (secondIsSeen(k, clip.overlap())) {
                    numbers.set(numbers.size() - clip.overlap() + k, clip.number(k));
                }
            }
        }
        return numbers;
    }

    private String plan() {
        return "{'scenes': [{'clips': [%s]}], 'output': {'width': 320, 'height': 180, 'frameRate': 25}}"
                .formatted(String.join(", ", clips.stream().map(Clip::json).toList()));
    }

    @Test
    void everyFrameIsTheRightOneThroughTransitionsAndSpeeds() {
        List<Integer> expected = expected();
        assertThat(expected).hasSize(40 + 50 + 45 + 30 + 22 + 30 + 25 - 10 - 12 - 8 - 11 - 9);
        assertThat(footage.render(plan()).numbers().toString()).isEqualTo(expected.toString());
    }

    /** Parts that begin before, in and after a transition. */
    @Test
    void aPartShowsTheFramesThatTheWholeHasThere() {
        List<Integer> expected = expected();
        for (int[] part : new int[][] {{0, 31}, {33, 60}, {39, 41}, {100, 150}, {170, 192}}) {
            Seen seen =
                    footage.render(
                            footage.compile(plan())
                                    .part(
                                            new ProgrammeRange(
                                                    Rational.of(part[0], RATE),
                                                    Rational.of(part[1], RATE))),
                            RenderListener.NONE);
            assertThat(seen.numbers().toString())
                    .isEqualTo(expected.subList(part[0], part[1]).toString());
        }
    }
}
