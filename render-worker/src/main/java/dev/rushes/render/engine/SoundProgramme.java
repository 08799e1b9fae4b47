package dev.rushes.render.engine;

import dev.rushes.render.ffmpeg.Encoder;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.Packet;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.timeline.OutputFormat;
import dev.rushes.render.timeline.SoundEnvelope;
import dev.rushes.render.timeline.Timeline;
import dev.rushes.render.timeline.Timeline.Placement;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The sound of the whole programme through one AAC encoder: joined AAC would click, since each encoder begins with
 * samples of its own. Clips are open only while they sound.
 */
final class SoundProgramme implements AutoCloseable {
    private final Timeline timeline;
    private final Map<String, Path> sources;
    private final MediaLimits limits;
    private final BooleanSupplier cancelled;
    private final Deque<Sounding> sounding = new ArrayDeque<>();
    private final Frame frame = new Frame();
    private final Packet packet = new Packet();
    private int nextPlacement;

    SoundProgramme(
            Timeline timeline,
            Map<String, Path> sources,
            MediaLimits limits,
            BooleanSupplier cancelled) {
        this.timeline = timeline;
        this.sources = sources;
        this.limits = limits;
        this.cancelled = cancelled;
    }

    /** A clip that sounds now, in programme samples. */
    private record Sounding(ClipSound sound, SoundEnvelope envelope, long start, long end) {}

    void render(Encoder encoder, Path spool) {
        try (Spool.Writer writer = new Spool.Writer(spool)) {
            int size = encoder.frameSize();
            float[] left = new float[size];
            float[] right = new float[size];
            float[] clipLeft = new float[size];
            float[] clipRight = new float[size];
            long total = timeline.output().sampleAt(timeline.frames());
            for (long at = 0; at < total; at += size) {
                if (cancelled.getAsBoolean()) {
                    throw new RenderCancelled();
                }
                int count = (int) Math.min(size, total - at);
                Arrays.fill(left, 0);
                Arrays.fill(right, 0);
                openUntil(at + count);
                for (Iterator<Sounding> clips = sounding.iterator(); clips.hasNext(); ) {
                    Sounding clip = clips.next();
                    int from = (int) Math.max(0, clip.start() - at);
                    int until = (int) Math.min(count, clip.end() - at);
                    clip.sound().read(clipLeft, clipRight, until - from);
                    for (int i = from; i < until; i++) {
                        float gain = clip.envelope().gain(at + i - clip.start());
                        left[i] += gain * clipLeft[i - from];
                        right[i] += gain * clipRight[i - from];
                    }
                    if (clip.end() <= at + count) {
                        clips.remove();
                        clip.sound().close();
                    }
                }
                frame.allocateSound(OutputFormat.SAMPLE_RATE, count);
                frame.writeSamples(0, left, 0, count);
                frame.writeSamples(1, right, 0, count);
                frame.timestamp(at);
                encoder.send(frame);
                drain(encoder, writer);
            }
            encoder.send(null);
            drain(encoder, writer);
        }
    }

    private void drain(Encoder encoder, Spool.Writer writer) {
        while (encoder.receive(packet)) {
            writer.write(packet);
        }
    }

    private void openUntil(long sample) {
        while (nextPlacement < timeline.placements().size()) {
            Placement placement = timeline.placements().get(nextPlacement);
            long start = timeline.output().sampleAt(placement.start());
            if (start >= sample) {
                return;
            }
            sounding.add(
                    new Sounding(
                            ClipSound.open(
                                    placement,
                                    SegmentRenderer.source(placement, sources),
                                    limits,
                                    cancelled),
                            SoundEnvelope.of(timeline, nextPlacement),
                            start,
                            timeline.output().sampleAt(placement.end())));
            nextPlacement++;
        }
    }

    @Override
    public void close() {
        sounding.forEach(clip -> clip.sound().close());
        frame.close();
        packet.close();
    }
}
