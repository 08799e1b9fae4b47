package dev.rushes.render.ffmpeg;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.FilterGraphs;
import dev.rushes.render.timeline.FrameShape;
import dev.rushes.render.timeline.Turn;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns a reader of a file's moving picture and what makes whole pictures of interlaced ones. Frames come with their own
 * times and in their own number, interlaced or not.
 */
public final class PictureReader implements AutoCloseable {
    /** bwdif looks four lines up and down. */
    private static final int FEWEST_LINES = 4;

    private final TrackReader reader;
    private final Frame decoded = new Frame();
    private final Deque<Time> inside = new ArrayDeque<>();
    private @Nullable FilterGraph graph;
    private @Nullable FrameShape shape;
    private boolean ended;
    private boolean hasDecoded;

    private record Time(long timestamp, long duration) {}

    private PictureReader(TrackReader reader) {
        this.reader = reader;
    }

    /** Opens the moving picture; fails as bad media where there is none. */
    public static PictureReader open(Path path, MediaLimits limits, BooleanSupplier cancelled) {
        return new PictureReader(TrackReader.video(path, limits, cancelled));
    }

    public Rational timeBase() {
        return reader.timeBase();
    }

    /** How to turn the decoded picture so that it stands upright. */
    public Turn turn() {
        return reader.turn();
    }

    /** Whether what came so far needed its neighbours: a frame that comes first after a seek is then not the same. */
    public boolean needsNeighbours() {
        return graph != null;
    }

    /**
     * Reads the next frame that has a time.
     *
     * @return false at the end
     */
    public boolean next(Frame into) {
        while (true) {
            if (pulled(into)) {
                return true;
            }
            if (ended) {
                return false;
            }
            if (!hasDecoded && !reader.next(decoded)) {
                ended = true;
                if (graph == null) {
                    return false;
                }
                graph.end(0);
                continue;
            }
            hasDecoded = true;
            if (graph == null && !isInterlaced(decoded)) {
                hasDecoded = false;
                into.take(decoded);
                return true;
            }
            if (graph != null && !decoded.shape().equals(shape)) {
                // The last of the old shape comes out first.
                graph.end(0);
                boolean last = pulled(into);
                closeGraph();
                if (last) {
                    return true;
                }
                continue;
            }
            push();
        }
    }

    private static boolean isInterlaced(Frame frame) {
        return frame.isInterlaced() && frame.height() >= FEWEST_LINES;
    }

    private void push() {
        if (graph == null) {
            shape = decoded.shape();
            graph = FilterGraph.video(FilterGraphs.deinterlace(shape));
        }
        inside.add(new Time(decoded.timestamp(), decoded.duration()));
        graph.push(0, decoded);
        decoded.clear();
        hasDecoded = false;
    }

    private boolean pulled(Frame into) {
        if (graph == null || !graph.pull(into)) {
            return false;
        }
        Time time = inside.poll();
        if (time == null) {
            throw new MediaFault("more pictures came out of deinterlacing than went in");
        }
        into.presented(time.timestamp(), time.duration());
        return true;
    }

    private void closeGraph() {
        if (graph != null) {
            graph.close();
            graph = null;
        }
        inside.clear();
    }

    /** Frames before that tick will not be looked at, so not all of them need to be decoded. */
    public void seenFrom(long timestamp) {
        reader.seenFrom(timestamp);
    }

    /** The last keyframe at or before the time that the container knows of, in ticks. */
    public OptionalLong keyframeBefore(long timestamp) {
        return reader.keyframeBefore(timestamp);
    }

    /**
     * Goes to a keyframe at or before the time, as well as the container knows.
     *
     * @return false where the container cannot seek there
     */
    public boolean seek(long timestamp) {
        forget();
        return reader.seek(timestamp);
    }

    /** Goes to the file's first packet. */
    public void rewind() {
        forget();
        reader.rewind();
    }

    private void forget() {
        closeGraph();
        decoded.clear();
        hasDecoded = false;
        ended = false;
    }

    @Override
    public void close() {
        closeGraph();
        decoded.close();
        reader.close();
    }
}
