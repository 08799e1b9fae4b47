package dev.rushes.render.timeline;

import dev.rushes.render.timeline.Timeline.Placement;

/**
 * How loud a clip is at each of its samples: sound follows the picture's transitions and fades in a straight line, and
 * at cuts it comes and goes within a few milliseconds so that nothing clicks.
 *
 * @param length the clip's samples
 * @param in samples over which it comes in
 * @param out samples over which it goes
 */
public record SoundEnvelope(long length, long in, long out) {
    /** 5 ms. */
    private static final long CUT_SAMPLES = OutputFormat.SAMPLE_RATE / 200;

    public static SoundEnvelope of(Timeline timeline, int index) {
        Placement here = timeline.placements().get(index);
        Placement before = index == 0 ? null : timeline.placements().get(index - 1);
        Placement after =
                index + 1 == timeline.placements().size()
                        ? null
                        : timeline.placements().get(index + 1);
        OutputFormat output = timeline.output();
        long start = output.sampleAt(here.start());
        long end = output.sampleAt(here.end());
        long cut = Math.min(CUT_SAMPLES, (end - start) / 2);
        long in;
        if (here.overlap() > 0) {
            in = output.sampleAt(here.start() + here.overlap()) - start;
        } else if (here.fadeIn() > 0) {
            in = output.sampleAt(here.start() + here.fadeIn()) - start;
        } else {
            in = before != null && readsOn(before, here, output) ? 0 : cut;
        }
        long out;
        if (after != null && after.overlap() > 0) {
            out = end - output.sampleAt(after.start());
        } else if (here.fadeOut() > 0) {
            out = end - output.sampleAt(here.end() - here.fadeOut());
        } else {
            out = after != null && readsOn(here, after, output) ? 0 : cut;
        }
        return new SoundEnvelope(end - start, in, out);
    }

    /** Whether the cut between two clips is none, because the second goes on where the first ends. */
    private static boolean readsOn(Placement first, Placement second, OutputFormat output) {
        return first.s3Key().equals(second.s3Key())
                && first.speed().equals(second.speed())
                && first.in()
                        .plus(first.speed().times(first.frames()).dividedBy(output.frameRate()))
                        .equals(second.in())
                && first.fadeOut() == 0
                && second.fadeIn() == 0;
    }

    /** From 0 to 1. */
    public float gain(long sample) {
        float gain = 1;
        if (sample < in) {
            gain = (float) sample / in;
        }
        long left = length - sample;
        if (left < out) {
            gain *= (float) left / out;
        }
        return gain;
    }
}
