package dev.rushes.render.engine;

import dev.rushes.common.plan.structure.Container;
import dev.rushes.render.ffmpeg.Muxer;
import dev.rushes.render.ffmpeg.Packet;
import dev.rushes.render.ffmpeg.StreamFormat;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.timeline.OutputFormat;
import dev.rushes.render.timeline.Timeline;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Copies spooled segments and sound into one MP4, packet by packet. */
final class Joiner {
    private final Timeline timeline;
    private final List<Path> segmentSpools;
    private final Path soundSpool;
    private final long delay;
    private final BooleanSupplier cancelled;

    /**
     * A joiner of spools that are all written.
     *
     * @param delay by how many frames decoding runs ahead of showing, the most of all segments
     */
    Joiner(
            Timeline timeline,
            List<Path> segmentSpools,
            Path soundSpool,
            long delay,
            BooleanSupplier cancelled) {
        this.timeline = timeline;
        this.segmentSpools = segmentSpools;
        this.soundSpool = soundSpool;
        this.delay = delay;
        this.cancelled = cancelled;
    }

    /** Pictures alone, into an MP4. */
    void join(StreamFormat picture, Path output) {
        try (Muxer muxer = Muxer.mp4(output, List.of(picture), cancelled);
                Pictures pictures = new Pictures();
                Packet packet = new Packet()) {
            while (pictures.next()) {
                if (cancelled.getAsBoolean()) {
                    throw new RenderCancelled();
                }
                pictures.fill(packet);
                muxer.write(packet, 0);
            }
            muxer.finish();
        }
    }

    void join(StreamFormat picture, StreamFormat sound, Path output) {
        List<StreamFormat> formats = List.of(picture, sound);
        try (Muxer muxer =
                        timeline.output().container() == Container.WEBM
                                ? Muxer.webm(output, formats, cancelled)
                                : Muxer.mp4(output, formats, cancelled);
                Pictures pictures = new Pictures();
                Spool.Reader samples = new Spool.Reader(soundSpool);
                Packet packet = new Packet()) {
            boolean morePictures = pictures.next();
            boolean moreSound = samples.next();
            while (morePictures || moreSound) {
                if (cancelled.getAsBoolean()) {
                    throw new RenderCancelled();
                }
                if (morePictures
                        && (!moreSound || pictures.decodingSample() <= samples.presentation())) {
                    pictures.fill(packet);
                    muxer.write(packet, 0);
                    morePictures = pictures.next();
                } else {
                    samples.fill(
                            packet,
                            samples.presentation(),
                            samples.presentation(),
                            samples.duration());
                    muxer.write(packet, 1);
                    moreSound = samples.next();
                }
            }
            muxer.finish();
        }
    }

    /**
     * All segments' packets in decoding order. Their own decoding times are not used: x264 starts them differently in
     * short streams. Packet k of the programme is decoded at k - delay and shown at its frame's number.
     */
    private final class Pictures implements AutoCloseable {
        private int segment = -1;
        private Spool.@Nullable Reader reader;
        private long packets;

        boolean next() {
            while (reader == null || !reader.next()) {
                if (reader != null) {
                    reader.close();
                    reader = null;
                }
                if (++segment == segmentSpools.size()) {
                    return false;
                }
                reader = new Spool.Reader(segmentSpools.get(segment));
            }
            packets++;
            return true;
        }

        private long decoding() {
            return packets - 1 - delay;
        }

        long decodingSample() {
            OutputFormat output = timeline.output();
            return output.sampleAt(decoding());
        }

        void fill(Packet packet) {
            if (reader != null) {
                long start = timeline.segments().get(segment).start() - timeline.first();
                reader.fill(packet, start + reader.presentation(), decoding(), 1);
            }
        }

        @Override
        public void close() {
            if (reader != null) {
                reader.close();
            }
        }
    }
}
