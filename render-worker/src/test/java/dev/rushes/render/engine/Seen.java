package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.TrackReader;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.OutputFormat;
import dev.rushes.render.timeline.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A rendered file, decoded again. */
record Seen(Path file, Timeline timeline, RenderedVideo video) {
    /** Outputs may be GIFs, which sources may not. */
    private static final MediaLimits LIMITS = MediaLimits.DEFAULT.withOwn("gif", "gif");

    /** What {@code look} finds in each frame. */
    <T> List<T> frames(Function<Frame, T> look) {
        List<T> seen = new ArrayList<>();
        try (TrackReader reader = TrackReader.video(file, LIMITS, () -> false);
                Frame frame = new Frame()) {
            while (reader.next(frame)) {
                seen.add(look.apply(frame));
            }
        }
        return seen;
    }

    /** The number that each frame carries. */
    List<Integer> numbers() {
        return frames(Seen::number);
    }

    /** Where the picture fills the whole frame. */
    static int number(Frame frame) {
        int number = 0;
        // A GIF's pixels are four bytes in one plane.
        int bytes = frame.shape().pixelFormat().equals("bgra") ? 4 : 1;
        for (int bit = 0; bit < Take.BLOCKS; bit++) {
            int x = (2 * bit + 1) * frame.width() / (2 * Take.BLOCKS);
            if (frame.luma(bytes * x, frame.height() / 8) > 125) {
                number |= 1 << bit;
            }
        }
        return number;
    }

    /** Seconds at which frames are shown. */
    List<Rational> times() {
        try (TrackReader reader = TrackReader.video(file, LIMITS, () -> false);
                Frame frame = new Frame()) {
            List<Rational> times = new ArrayList<>();
            while (reader.next(frame)) {
                times.add(reader.timeBase().times(frame.timestamp()));
            }
            return times;
        }
    }

    /** The left channel, from time 0 on. */
    float[] sound() {
        float[] samples = new float[Math.toIntExact(timeline.output().sampleAt(timeline.frames()))];
        try (TrackReader reader = TrackReader.audio(file, LIMITS, () -> false).orElseThrow();
                Frame block = new Frame()) {
            while (reader.next(block)) {
                long at =
                        reader.timeBase()
                                .times(block.timestamp())
                                .times(OutputFormat.SAMPLE_RATE)
                                .roundHalfUp();
                float[] read = new float[block.samples()];
                block.readSamples(0, 0, read, 0, read.length);
                for (int i = 0; i < read.length; i++) {
                    if (at + i >= 0 && at + i < samples.length) {
                        samples[Math.toIntExact(at + i)] = read[i];
                    }
                }
            }
        }
        return samples;
    }

    /** Samples at which it gets loud after silence. */
    List<Integer> clicks() {
        float[] samples = sound();
        List<Integer> clicks = new ArrayList<>();
        int quietSince = -10_000;
        for (int i = 0; i < samples.length; i++) {
            if (Math.abs(samples[i]) > 0.25f) {
                if (i - quietSince > 1000) {
                    clicks.add(i);
                }
                quietSince = i;
            }
        }
        return clicks;
    }
}
