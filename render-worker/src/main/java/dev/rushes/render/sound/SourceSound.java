package dev.rushes.render.sound;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.sound.SoundLayout;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.TrackReader;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.OutputFormat;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sound of one source from a time on, sample by sample in the output's layout, silence where it has none. Sound
 * keeps its place on the source's clock, whatever the container did to start it early or late.
 */
final class SourceSound implements SoundStream {
    /** Decoders need what came before: at least 100 ms, and a keyframe of sound may be a little earlier still. */
    private static final Rational PREROLL = Rational.of(1, 4);

    private static final Rational NEEDED_PREROLL = Rational.of(1, 10);

    /** Timestamps that stray by less are a container's rounding; samples are counted instead. */
    private static final long STRAY_SAMPLES = OutputFormat.SAMPLE_RATE / 50;

    private final @Nullable TrackReader reader;

    /** The first sample's time on the container's clock, in seconds. */
    private final Rational clock;

    private final Rational speed;
    private final double speedNumber;
    private final SoundLayout layout;
    private final Frame decoded = new Frame();
    private final Frame block = new Frame();
    private @Nullable FilterGraph graph;
    private String graphShape = "";
    private boolean inputEnded;
    private boolean ended;

    /** The source's sample, counted from the clock, at which the next decoded one is due; none before the first. */
    private double nextInput = Double.NaN;

    /** The sample that the next filtered block begins with. */
    private long nextOutput;

    private final float[][] samples;
    private long blockStart;
    private int blockLength;

    /** The sample that is read next. */
    private long position;

    private SourceSound(
            @Nullable TrackReader reader, Rational clock, Rational speed, SoundLayout layout) {
        this.reader = reader;
        this.clock = clock;
        this.speed = speed;
        this.speedNumber = speed.toDouble();
        this.layout = layout;
        this.samples = new float[layout.channels()][0];
    }

    /**
     * Opens a source.
     *
     * @param clock time of the first sample on the container's clock, in seconds
     * @param speed source seconds that pass in one second; the pitch stays
     */
    static SourceSound open(
            Path source,
            Rational clock,
            Rational speed,
            SoundLayout layout,
            MediaLimits limits,
            BooleanSupplier cancelled) {
        Optional<TrackReader> reader = TrackReader.audio(source, limits, cancelled);
        SourceSound sound = new SourceSound(reader.orElse(null), clock, speed, layout);
        try {
            reader.ifPresent(sound::start);
            return sound;
        } catch (Throwable e) {
            sound.close();
            throw e;
        }
    }

    private void start(TrackReader reader) {
        Rational target = clock.minus(PREROLL);
        if (target.signum() > 0 && reader.seek(ticks(target, reader)) && reader.next(decoded)) {
            Rational first = reader.timeBase().times(decoded.timestamp());
            if (first.compareTo(clock.minus(NEEDED_PREROLL)) <= 0) {
                feed(reader);
                return;
            }
        }
        if (target.signum() > 0) {
            reader.rewind();
            decoded.clear();
        }
    }

    private static long ticks(Rational seconds, TrackReader reader) {
        return seconds.dividedBy(reader.timeBase()).floor();
    }

    @Override
    public int channels() {
        return layout.channels();
    }

    @Override
    public void read(float[][] into, int count) {
        for (float[] channel : into) {
            Arrays.fill(channel, 0, count, 0);
        }
        int done = 0;
        while (done < count) {
            while (!ended && blockStart + blockLength <= position) {
                nextBlock();
            }
            if (blockStart + blockLength <= position || blockStart >= position + (count - done)) {
                break;
            }
            int silent = (int) Math.max(0, blockStart - position);
            done += silent;
            position += silent;
            int from = (int) (position - blockStart);
            int taken = Math.min(count - done, blockLength - from);
            for (int channel = 0; channel < into.length; channel++) {
                System.arraycopy(samples[channel], from, into[channel], done, taken);
            }
            done += taken;
            position += taken;
        }
        position += count - done;
    }

    private void nextBlock() {
        if (reader == null) {
            ended = true;
            return;
        }
        while (graph == null || !graph.pull(block)) {
            if (decoded.isEmpty() && !reader.next(decoded)) {
                if (graph == null || inputEnded) {
                    ended = true;
                    return;
                }
                inputEnded = true;
                graph.end(0);
                continue;
            }
            feed(reader);
        }
        blockStart = nextOutput;
        blockLength = block.samples();
        nextOutput += blockLength;
        for (int channel = 0; channel < samples.length; channel++) {
            if (samples[channel].length < blockLength) {
                samples[channel] = new float[blockLength];
            }
            block.readSamples(channel, 0, samples[channel], 0, blockLength);
        }
    }

    /** Gives the decoded block to the filters, and finds its place. */
    private void feed(TrackReader reader) {
        decoded.nameChannels();
        String shape = decoded.soundShape();
        if (graph == null || !shape.equals(graphShape)) {
            if (graph != null) {
                graph.close();
            }
            graph =
                    FilterGraph.audio(
                            SoundGraphs.toOutput(
                                    shape,
                                    decoded.channels(),
                                    decoded.hasNamedChannels(),
                                    layout,
                                    speed));
            graphShape = shape;
            nextInput = Double.NaN;
        }
        double place =
                reader.timeBase()
                        .times(decoded.timestamp())
                        .minus(clock)
                        .times(OutputFormat.SAMPLE_RATE)
                        .toDouble();
        if (Double.isNaN(nextInput)) {
            nextOutput = Math.round(place / speedNumber) + SoundGraphs.early(speed);
            nextInput = place;
        } else if (Math.abs(place - nextInput) > STRAY_SAMPLES) {
            nextOutput += Math.round((place - nextInput) / speedNumber);
            nextInput = place;
        }
        nextInput += (double) decoded.samples() * OutputFormat.SAMPLE_RATE / decoded.sampleRate();
        graph.push(0, decoded);
        decoded.clear();
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
        if (graph != null) {
            graph.close();
        }
        decoded.close();
        block.close();
    }
}
