package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.timeline.OutputFormat;
import dev.rushes.render.timeline.Timeline;
import dev.rushes.render.timeline.Timeline.Placement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clicks stand on known frames of the takes; they are looked for in the decoded sound beside the decoded frames. */
class SoundSyncTest {
    /** Of 48,000 a second: a quarter of a frame at 30. */
    private static final int NEAR = 400;

    @TempDir Path folder = Path.of("");

    /** 30000/1001 frames a second. */
    private static Take film(int frames) {
        Take take = Take.at(Rational.of(30_000, 1001));
        take.width = 160;
        take.height = 90;
        take.frames = frames;
        take.sound = true;
        return take;
    }

    /** Frames of 40 to 66 ms, as phones and screen recorders make them. */
    private static Take vary(int frames) {
        Take take = film(frames);
        take.rate = Rational.of(20);
        take.timeBase = Rational.of(1, 90_000);
        long[] ticks = new long[frames + 1];
        for (int i = 0; i < frames; i++) {
            ticks[i + 1] = ticks[i] + 3600 + (long) i * 7919 % 2400;
        }
        take.ticks = frame -> ticks[(int) frame];
        return take;
    }

    @Test
    void aMinuteWithTenCutsStaysTogether() {
        assertTogether(film(900), 10, 6, 20);
        assertTogether(vary(600), 10, 6, 20);
    }

    @Test
    @Tag("slow")
    void tenMinutesWithAHundredCutsStayTogether() {
        assertTogether(film(2700), 100, 6, 80);
        assertTogether(vary(1800), 100, 6, 80);
    }

    private void assertTogether(Take take, int cuts, int seconds, int sourceSeconds) {
        Footage footage = new Footage(folder).add("a", take.write(folder.resolve("a.mp4")));
        StringBuilder clips = new StringBuilder();
        for (int i = 0; i < cuts; i++) {
            // In-points on no grid; every third clip begins in a transition.
            int in = (int) ((i * 7_370L + 113) % ((sourceSeconds - seconds) * 1000L));
            clips.append(i == 0 ? "" : ",")
                    .append(
                            "{'s3Key': 'a', 'trim': {'start': %d.%03d, 'end': %d.%03d}%s}"
                                    .formatted(
                                            in / 1000,
                                            in % 1000,
                                            in / 1000 + seconds,
                                            in % 1000,
                                            i % 3 == 2
                                                    ? ", 'transition': {'type': 'dissolve', 'duration': 0.2}"
                                                    : ""));
        }
        Seen seen =
                footage.render(
                        "{'scenes': [{'clips': [%s]}], 'output': {'width': 160, 'height': 90}}"
                                .formatted(clips));
        List<Integer> heard = seen.clicks();
        List<Integer> numbers = seen.numbers();
        Timeline timeline = seen.timeline();
        OutputFormat output = timeline.output();
        int compared = 0;
        for (Placement placement : timeline.placements()) {
            for (int frame = 0; frame < take.frames; frame += Take.CLICK_EVERY) {
                Rational after = take.time(frame).minus(placement.in());
                long expected =
                        output.sampleAt(placement.start())
                                + after.times(OutputFormat.SAMPLE_RATE).roundHalfUp();
                // What fades in or out is too quiet to be found with certainty.
                if (expected < output.sampleAt(placement.start()) + 12_000
                        || expected > output.sampleAt(placement.end()) - 12_000) {
                    continue;
                }
                compared++;
                assertThat(nearest(heard, expected))
                        .as("click of frame %s in the clip at %s", frame, placement.start())
                        .isCloseTo((int) expected, within(NEAR));
                assertThat(shown(numbers, frame, expected, output))
                        .as("frame %s in the clip at %s", frame, placement.start())
                        .isCloseTo(expected, within(output.sampleAt(1)));
            }
        }
        assertThat(compared).isGreaterThan(cuts * 8);
    }

    private static int nearest(List<Integer> heard, long expected) {
        int best = Integer.MIN_VALUE / 2;
        for (int click : heard) {
            if (Math.abs(click - expected) < Math.abs(best - expected)) {
                best = click;
            }
        }
        return best;
    }

    /** The sample at which the output frame begins that first shows that number, near a sample. */
    private static long shown(
            List<Integer> numbers, int number, long expected, OutputFormat output) {
        long near =
                expected
                        * output.frameRate().numerator()
                        / (output.frameRate().denominator() * OutputFormat.SAMPLE_RATE);
        List<Long> found = new ArrayList<>();
        for (long k = Math.max(1, near - 3); k < Math.min(numbers.size(), near + 4); k++) {
            if (numbers.get((int) k) == number && numbers.get((int) k - 1) != number) {
                found.add(output.sampleAt(k));
            }
        }
        return found.isEmpty() ? -1 : found.getFirst();
    }
}
