package dev.rushes.render.engine;

import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.timeline.Timeline;
import dev.rushes.render.timeline.Timeline.Segment;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Which segments of a render are finished, which are missing, and what is told of that. */
final class Segments {
    private static final long LOOK_EVERY_MILLIS = 50;

    private final Timeline timeline;
    private final List<Path> spools;
    private final RenderListener listener;

    /** The earliest first: clips are then mostly decoded forward. */
    private final BlockingQueue<Integer> missing = new PriorityBlockingQueue<>();

    private final AtomicInteger known = new AtomicInteger();
    private SegmentCount count;
    private long framesDone;
    private long delay;

    /** Of none of them it is known yet where it comes from. */
    Segments(Timeline timeline, List<Path> spools, RenderListener listener) {
        this.timeline = timeline;
        this.spools = spools;
        this.listener = listener;
        this.count = SegmentCount.none(timeline.segments().size());
        listener.frames(0, timeline.frames());
        listener.segments(count);
    }

    int size() {
        return spools.size();
    }

    Segment segment(int index) {
        return timeline.segments().get(index);
    }

    Path spool(int index) {
        return spools.get(index);
    }

    void allAreMissing() {
        for (int i = 0; i < size(); i++) {
            isMissing(i);
        }
    }

    void isMissing(int index) {
        missing.add(index);
        known.incrementAndGet();
    }

    /**
     * Waits for a segment that must be rendered, while later ones are still looked for.
     *
     * @return empty where there is none left
     */
    OptionalInt nextMissing(BooleanSupplier stopped) throws InterruptedException {
        while (true) {
            if (stopped.getAsBoolean()) {
                throw new RenderCancelled();
            }
            boolean allKnown = known.get() == size();
            @Nullable Integer next =
                    missing.poll(allKnown ? 0 : LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            if (next != null) {
                return OptionalInt.of(next);
            }
            if (allKnown) {
                return OptionalInt.empty();
            }
        }
    }

    /**
     * A segment was there.
     *
     * @param needed by how many frames its decoding runs ahead of showing
     */
    synchronized void reused(int index, long needed) {
        long frames = segment(index).frames();
        delay = Math.max(delay, needed);
        count = count.andReused(frames);
        listener.segments(count);
        framesDone += frames;
        listener.frames(framesDone, timeline.frames());
        known.incrementAndGet();
    }

    /** A segment was made; {@code needed} as in {@link #reused}. */
    synchronized void rendered(long needed) {
        delay = Math.max(delay, needed);
        count = count.andRendered();
        listener.segments(count);
    }

    synchronized void frameDone() {
        listener.frames(++framesDone, timeline.frames());
    }

    /** By how many frames decoding runs ahead of showing, the most of all. */
    synchronized long delay() {
        return delay;
    }
}
