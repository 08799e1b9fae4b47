package dev.rushes.render.analysis;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.sound.SoundLayout;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.sound.LoudnessMeter;
import dev.rushes.render.sound.SoundGraphs;
import dev.rushes.render.timeline.OutputFormat;
import org.jspecify.annotations.Nullable;

/**
 * Brings decoded sound to 48 kHz on the take's clock: one channel stays one, more are folded to two, and where there is
 * none there is silence.
 */
final class SoundFeed implements AutoCloseable {
    private static final int RATE = OutputFormat.SAMPLE_RATE;

    /** Less is how containers round. */
    private static final int GAP = RATE / 20;

    private final Waveform waveform;
    private final double end;
    private final Frame converted = new Frame();
    private @Nullable FilterGraph graph;
    private String shape = "";
    private float[][] block = new float[0][];
    private @Nullable SoundMeasures measures;
    private long toDrop;
    private boolean first = true;

    /** Of a take of that length in seconds. */
    SoundFeed(Waveform waveform, double duration) {
        this.waveform = waveform;
        this.end = duration;
    }

    /** One decoded block, whose first sample is heard at that moment. */
    void add(Frame sound, double second) {
        String next = sound.soundShape();
        if (!next.equals(shape)) {
            flush();
            open(sound, next);
        }
        SoundMeasures into = measures;
        FilterGraph converting = graph;
        if (into == null || converting == null) {
            return;
        }
        long at = Math.round(second * RATE);
        if (first) {
            first = false;
            toDrop = Math.max(0, -at);
            pad(into, at);
        } else if (at - into.samples() + toDrop > GAP) {
            drain(converting, into);
            pad(into, at);
        }
        converting.push(0, sound);
        drain(converting, into);
    }

    private void open(Frame sound, String next) {
        shape = next;
        SoundMeasures known = measures;
        int channels = known != null ? block.length : sound.channels() == 1 ? 1 : 2;
        if (known == null) {
            block = new float[channels][LoudnessMeter.BLOCK];
            measures = new SoundMeasures(channels, waveform);
        }
        graph =
                FilterGraph.audio(
                        SoundGraphs.toOutput(
                                next,
                                sound.channels(),
                                sound.hasNamedChannels(),
                                channels == 1 ? SoundLayout.MONO : SoundLayout.STEREO,
                                Rational.ONE));
    }

    private void pad(SoundMeasures into, long until) {
        for (float[] channel : block) {
            java.util.Arrays.fill(channel, 0);
        }
        long last = Math.min(until, Math.round(end * RATE));
        while (into.samples() < last) {
            into.add(block, (int) Math.min(LoudnessMeter.BLOCK, last - into.samples()));
        }
    }

    private void drain(FilterGraph converting, SoundMeasures into) {
        while (converting.pull(converted)) {
            int count = converted.samples();
            int from = (int) Math.min(count, toDrop);
            toDrop -= from;
            while (from < count) {
                int part = Math.min(LoudnessMeter.BLOCK, count - from);
                for (int channel = 0; channel < block.length; channel++) {
                    converted.readSamples(channel, from, block[channel], 0, part);
                }
                into.add(block, part);
                from += part;
            }
        }
    }

    private void flush() {
        if (graph != null && measures != null) {
            graph.end(0);
            drain(graph, measures);
            graph.close();
            graph = null;
        }
    }

    /** What was measured up to the end, which is silent where the sound stops before the picture. */
    @Nullable SoundMeasures ended() {
        flush();
        if (measures != null) {
            pad(measures, Math.round(end * RATE));
        }
        return measures;
    }

    @Override
    public void close() {
        if (graph != null) {
            graph.close();
        }
        converted.close();
    }
}
