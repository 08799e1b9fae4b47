package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.Encoder;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.Muxer;
import dev.rushes.render.ffmpeg.Packet;
import dev.rushes.render.ffmpeg.StreamFormat;
import dev.rushes.render.ffmpeg.TrackReader;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.timeline.FilterGraphs;
import dev.rushes.render.timeline.Timeline;
import dev.rushes.render.timeline.Timeline.Segment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns joined segments into a GIF. Each segment is read twice, once to choose its 256 colours and once to draw with
 * them, so that memory holds one frame and one segment's count of colours, whatever the programme's length.
 */
final class GifMaker {
    /** GIF tells time in hundredths of a second. */
    private static final Rational TICK = Rational.of(1, 100);

    private final Timeline timeline;
    private final MediaLimits limits;
    private final BooleanSupplier cancelled;

    GifMaker(Timeline timeline, MediaLimits limits, BooleanSupplier cancelled) {
        this.timeline = timeline;
        this.limits = limits;
        this.cancelled = cancelled;
    }

    /** Reads the joined segments, nearly without loss, and writes them with few colours. */
    void make(Path joined, Path output) {
        try (TrackReader reader = TrackReader.video(joined, limits, cancelled);
                Frame palette = new Frame();
                Gif gif = new Gif(output)) {
            long first = timeline.segments().getFirst().start();
            for (Segment segment : timeline.segments()) {
                long from = segment.start() - first;
                choose(reader, from, segment.frames(), palette);
                draw(reader, from, segment.frames(), palette, gif);
            }
            gif.finish();
        }
    }

    private void choose(TrackReader reader, long from, long frames, Frame palette) {
        try (FilterGraph graph = FilterGraph.video(FilterGraphs.choosePalette(timeline.output()))) {
            read(reader, from, frames, picture -> graph.push(0, picture));
            graph.end(0);
            if (!graph.pull(palette)) {
                throw new MediaFault("no colours were chosen for a GIF");
            }
        }
    }

    private void draw(TrackReader reader, long from, long frames, Frame palette, Gif gif) {
        try (FilterGraph graph = FilterGraph.video(FilterGraphs.usePalette(timeline.output()));
                Frame drawn = new Frame()) {
            palette.timestamp(0);
            graph.push(1, palette);
            graph.end(1);
            read(
                    reader,
                    from,
                    frames,
                    picture -> {
                        graph.push(0, picture);
                        while (graph.pull(drawn)) {
                            gif.add(drawn);
                        }
                    });
            graph.end(0);
            while (graph.pull(drawn)) {
                gif.add(drawn);
            }
        }
    }

    private interface Look {
        void at(Frame picture);
    }

    /** Every segment begins with a keyframe, so seeking is exact. */
    private void read(TrackReader reader, long from, long frames, Look look) {
        Rational rate = timeline.output().frameRate();
        long ticks = Rational.of(from).dividedBy(rate).dividedBy(reader.timeBase()).roundHalfUp();
        if (!reader.seek(ticks)) {
            throw new MediaFault("a joined file has no way to frame " + from);
        }
        try (Frame picture = new Frame()) {
            for (long i = 0; i < frames; ) {
                if (cancelled.getAsBoolean()) {
                    throw new RenderCancelled();
                }
                if (!reader.next(picture)) {
                    throw new MediaFault("a joined file ends before frame " + (from + i));
                }
                if (picture.timestamp() >= ticks) {
                    picture.timestamp(i);
                    look.at(picture);
                    i++;
                }
            }
        }
    }

    /** The file, begun with the first picture. */
    private final class Gif implements AutoCloseable {
        private final Path path;
        private final Packet packet = new Packet();
        private @Nullable Encoder encoder;
        private @Nullable StreamFormat format;
        private @Nullable Muxer muxer;
        private long frames;

        Gif(Path path) {
            this.path = path;
        }

        void add(Frame picture) {
            if (encoder == null) {
                encoder =
                        Encoder.picture(
                                "gif", picture, TICK, timeline.output().frameRate(), Map.of());
                format = encoder.format();
                muxer =
                        Muxer.create(
                                path,
                                "gif",
                                List.of(format),
                                Map.of("loop", "0", "fflags", "+bitexact"),
                                cancelled);
            }
            picture.timestamp(tick(frames));
            picture.duration(tick(frames + 1) - tick(frames));
            frames++;
            encoder.send(picture);
            drain(encoder, muxer);
        }

        private long tick(long frame) {
            return timeline.output().timeAt(frame).dividedBy(TICK).roundHalfUp();
        }

        private void drain(Encoder from, @Nullable Muxer into) {
            while (from.receive(packet)) {
                if (into != null) {
                    into.write(packet, 0);
                }
            }
        }

        void finish() {
            if (encoder == null || muxer == null) {
                throw new MediaFault("a GIF without pictures");
            }
            encoder.send(null);
            drain(encoder, muxer);
            muxer.finish();
        }

        @Override
        public void close() {
            if (muxer != null) {
                muxer.close();
            }
            if (format != null) {
                format.close();
            }
            if (encoder != null) {
                encoder.close();
            }
            packet.close();
        }
    }
}
