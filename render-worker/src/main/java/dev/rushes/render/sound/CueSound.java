package dev.rushes.render.sound;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.sound.SoundLayout;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.OutputFormat;
import dev.rushes.render.timeline.Soundtrack.Cue;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One cue in its place: its source at its volume, with its fades, and again from its start where it loops. */
final class CueSound implements AutoCloseable {
    /** Where music begins again, its end and its start cross for 0.1 s, at most a quarter of it. */
    private static final long LOOP_CROSSING = OutputFormat.SAMPLE_RATE / 10;

    /** What is shorter is no music, and each turn opens a file. */
    private static final long SHORTEST_LOOP = OutputFormat.SAMPLE_RATE / 2;

    private final Cue cue;
    private final Path source;
    private final SoundLayout layout;
    private final MediaLimits limits;
    private final BooleanSupplier cancelled;
    private final long period;
    private final long crossing;
    private final Deque<Pass> passes = new ArrayDeque<>();
    private final float[][] samples;
    private final float[] gains = new float[Mix.BLOCK];
    private long nextPass;

    /**
     * A cue from which nothing is read yet.
     *
     * @param sources a local file for every key
     */
    CueSound(
            Cue cue,
            Map<String, Path> sources,
            SoundLayout layout,
            MediaLimits limits,
            BooleanSupplier cancelled) {
        Path file = sources.get(cue.s3Key());
        if (file == null) {
            throw new MediaFault("no file was given for " + cue.s3Key());
        }
        this.cue = cue;
        this.source = file;
        this.layout = layout;
        this.limits = limits;
        this.cancelled = cancelled;
        this.period = cue.period().times(OutputFormat.SAMPLE_RATE).roundHalfUp();
        this.crossing =
                cue.loops() && period >= SHORTEST_LOOP ? Math.min(LOOP_CROSSING, period / 4) : 0;
        this.samples = new float[layout.channels()][Mix.BLOCK];
        if (crossing > 0) {
            // Where a cue began before the programme, the first turns are over.
            nextPass = Math.max(0, -cue.start() - period) / (period - crossing);
        }
    }

    /** One turn of the source; {@code first} is its first sample, counted from the cue's start. */
    private record Pass(SourceSound sound, long number, long first) {}

    Cue cue() {
        return cue;
    }

    /**
     * Adds what sounds from the programme's sample {@code at} on; called block after block.
     *
     * @param factors for each sample, or null for none
     */
    void addTo(float[][] into, long at, int count, float @Nullable [] factors) {
        int from = (int) Math.max(0, cue.start() - at);
        int until = (int) Math.min(count, cue.end() - at);
        int length = until - from;
        if (length <= 0) {
            return;
        }
        long place = at + from - cue.start();
        Arrays.fill(gains, 0, length, (float) cue.gain().toDouble());
        if (!cue.envelope().isFlat(place, length)) {
            shape(place, length);
        }
        if (factors != null) {
            for (int i = 0; i < length; i++) {
                gains[i] *= factors[from + i];
            }
        }
        openUntil(place, place + length);
        for (Iterator<Pass> turns = passes.iterator(); turns.hasNext(); ) {
            Pass pass = turns.next();
            addPass(pass, into, from, place, length);
            if (crossing > 0 && pass.first() + period <= place + length) {
                turns.remove();
                pass.sound().close();
            }
        }
    }

    private void shape(long place, int length) {
        float[] shape = new float[length];
        cue.envelope().fill(shape, place, length);
        for (int i = 0; i < length; i++) {
            gains[i] *= shape[i];
        }
    }

    private void openUntil(long place, long until) {
        if (crossing == 0) {
            if (passes.isEmpty()) {
                passes.add(new Pass(open(place), 0, 0));
            }
            return;
        }
        for (long first = nextPass * (period - crossing);
                first < until;
                first = nextPass * (period - crossing)) {
            passes.add(new Pass(open(Math.max(0, place - first)), nextPass, first));
            nextPass++;
        }
    }

    /** The source from that sample on. */
    private SourceSound open(long sample) {
        Rational clock =
                cue.clock().plus(Rational.of(sample, OutputFormat.SAMPLE_RATE).times(cue.speed()));
        return SourceSound.open(source, clock, cue.speed(), layout, limits, cancelled);
    }

    private void addPass(Pass pass, float[][] into, int from, long place, int length) {
        int begin = (int) Math.max(0, pass.first() - place);
        int end = crossing > 0 ? (int) Math.min(length, pass.first() + period - place) : length;
        int count = end - begin;
        if (count <= 0) {
            return;
        }
        pass.sound().read(samples, count);
        long turn = place + begin - pass.first();
        if (crossing > 0
                && ((pass.number() > 0 && turn < crossing) || turn + count > period - crossing)) {
            cross(pass, turn, count);
        }
        for (int channel = 0; channel < into.length; channel++) {
            float[] target = into[channel];
            float[] added = samples[channel];
            for (int i = 0; i < count; i++) {
                target[from + begin + i] += gains[begin + i] * added[i];
            }
        }
    }

    /** A turn but the first comes in, and every turn goes, on a quarter of a sine. */
    private void cross(Pass pass, long turn, int count) {
        for (int i = 0; i < count; i++) {
            double in = pass.number() == 0 ? 1 : Math.min(1, (double) (turn + i) / crossing);
            double out = Math.min(1, (double) (period - turn - i) / crossing);
            float gain = (float) (Math.sin(in * Math.PI / 2) * Math.sin(out * Math.PI / 2));
            for (float[] channel : samples) {
                channel[i] *= gain;
            }
        }
    }

    @Override
    public void close() {
        passes.forEach(pass -> pass.sound().close());
    }
}
