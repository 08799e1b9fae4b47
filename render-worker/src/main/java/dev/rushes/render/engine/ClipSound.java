package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.TrackReader;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.OutputFormat;
import dev.rushes.render.timeline.Timeline.Placement;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sound of one clip from its in-point on: 48 kHz stereo, sample by sample, silence where the take has none. Sound
 * keeps its place on the source's clock, whatever the container did to start it early or late.
 */
final class ClipSound implements AutoCloseable {
    /** Decoders need what came before: at least 100 ms, and a keyframe of sound may be a little earlier still. */
    private static final Rational PREROLL = Rational.of(1, 4);

    private static final Rational NEEDED_PREROLL = Rational.of(1, 10);

    /** Timestamps that stray by less are a container's rounding; samples are counted instead. */
    private static final long STRAY_SAMPLES = OutputFormat.SAMPLE_RATE / 50;

    private final @Nullable TrackReader reader;

    /** The in-point on the container's clock, in seconds. */
    private final Rational clock;

    private final Frame decoded = new Frame();
    private final Frame block = new Frame();
    private @Nullable FilterGraph graph;
    private String graphShape = "";
    private boolean inputEnded;
    private boolean ended;

    /** The clip's sample at which the next decoded one is due; null before the first. */
    private double nextInput = Double.NaN;

    /** The clip's sample that the next filtered block begins with. */
    private long nextOutput;

    private float[] left = new float[0];
    private float[] right = new float[0];
    private long blockStart;
    private int blockLength;

    /** The clip's sample that is read next. */
    private long position;

    private ClipSound(@Nullable TrackReader reader, Rational clock) {
        this.reader = reader;
        this.clock = clock;
    }

    static ClipSound open(
            Placement placement, Path source, MediaLimits limits, BooleanSupplier cancelled) {
        Rational clock = placement.source().startOffset().plus(placement.in());
        if (placement.source().audio() == null) {
            return new ClipSound(null, clock);
        }
        Optional<TrackReader> reader = TrackReader.audio(source, limits, cancelled);
        ClipSound sound = new ClipSound(reader.orElse(null), clock);
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

    /** Reads the next samples into both channels. */
    void read(float[] toLeft, float[] toRight, int count) {
        Arrays.fill(toLeft, 0, count, 0);
        Arrays.fill(toRight, 0, count, 0);
        int done = 0;
        while (done < count) {
            while (!ended && blockStart + blockLength <= position) {
                nextBlock();
            }
            if (blockStart + blockLength <= position) {
                break;
            }
            if (blockStart >= position + (count - done)) {
                break;
            }
            int silent = (int) Math.max(0, blockStart - position);
            done += silent;
            position += silent;
            int from = (int) (position - blockStart);
            int taken = Math.min(count - done, blockLength - from);
            System.arraycopy(left, from, toLeft, done, taken);
            System.arraycopy(right, from, toRight, done, taken);
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
        if (left.length < blockLength) {
            left = new float[blockLength];
            right = new float[blockLength];
        }
        block.readSamples(0, 0, left, 0, blockLength);
        block.readSamples(1, 0, right, 0, blockLength);
    }

    /** Gives the decoded block to the filters, and finds its place. */
    private void feed(TrackReader reader) {
        decoded.nameChannels();
        String shape = decoded.soundShape();
        if (graph == null || !shape.equals(graphShape)) {
            if (graph != null) {
                graph.close();
            }
            graph = FilterGraph.audio(SoundGraphs.toOutput(shape, decoded.channels()));
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
            nextOutput = Math.round(place);
            nextInput = place;
        } else if (Math.abs(place - nextInput) > STRAY_SAMPLES) {
            nextOutput += Math.round(place - nextInput);
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
