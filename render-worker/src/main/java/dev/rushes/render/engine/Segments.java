package dev.rushes.render.engine;

import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.timeline.Timeline;
import dev.rushes.render.timeline.Timeline.Segment;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** Which segments of a render are finished, which are missing, and what is told of that. */
final class Segments {
    private static final long LOOK_EVERY_MILLIS = 50;

    /** Fewer are done before a second worker has found its place in the clips. */
    private static final int WORTH_SHARING = 4;

    private final Timeline timeline;
    private final List<Path> spools;
    private final RenderListener listener;
    private final NavigableSet<Integer> missing = new TreeSet<>();
    private final Set<Integer> inWork = new HashSet<>();
    private int known;
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

    synchronized void isMissing(int index) {
        missing.add(index);
        known++;
        notifyAll();
    }

    /**
     * Waits for a segment that must be rendered, while others are still looked for. It is the one that follows, so that the
     * clips that are open are decoded on.
     *
     * @param after what the worker has rendered last, or -1
     * @return empty where there is none left
     */
    synchronized OptionalInt nextMissing(int after, BooleanSupplier stopped)
            throws InterruptedException {
        inWork.remove(after);
        while (true) {
            if (stopped.getAsBoolean()) {
                throw new RenderCancelled();
            }
            if (!missing.isEmpty()) {
                int next = missing.contains(after + 1) ? after + 1 : farFromOthers();
                missing.remove(next);
                inWork.add(next);
                return OptionalInt.of(next);
            }
            if (known == size()) {
                return OptionalInt.empty();
            }
            wait(LOOK_EVERY_MILLIS);
        }
    }

    /** Whether so many segments are rendered by nobody yet, or may be. */
    synchronized boolean areWaiting(int atLeast) {
        return missing.size() + size() - known >= atLeast;
    }

    /** The start of the longest stretch that is missing, or its middle where another worker comes along. */
    private int farFromOthers() {
        int start = missing.first();
        int longest = 0;
        for (int from = start; ; ) {
            int to = from;
            while (missing.contains(to)) {
                to++;
            }
            if (to - from > longest) {
                longest = to - from;
                start = from;
            }
            Integer further = missing.higher(to);
            if (further == null) {
                break;
            }
            from = further;
        }
        boolean shared = inWork.contains(start - 1) && longest >= WORTH_SHARING;
        return shared ? start + longest / 2 : start;
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
        known++;
        notifyAll();
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
