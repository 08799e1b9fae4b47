package dev.rushes.render.ffmpeg;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Processor time of this process by what it was spent on, where somebody asked for it to be counted. */
public final class CpuShares {
    /** What FFmpeg does for pictures, and all that is done for sound. */
    public enum Work {
        DECODE,
        FILTER,
        ENCODE,
        SOUND
    }

    private static final Map<Work, LongAdder> NANOS =
            Map.of(
                    Work.DECODE, new LongAdder(),
                    Work.FILTER, new LongAdder(),
                    Work.ENCODE, new LongAdder(),
                    Work.SOUND, new LongAdder());

    /** Set on a thread of which all is counted as one, since its calls are too many and too short to be timed. */
    private static final ThreadLocal<Boolean> COUNTED_WHOLE = new ThreadLocal<>();

    /** Null while nobody counts. */
    private static volatile @Nullable ThreadMXBean threads;

    private CpuShares() {}

    /** Counts from now on. */
    public static void count() {
        threads = ManagementFactory.getThreadMXBean();
    }

    /** Seconds so far, of all threads together. */
    public static double seconds(Work work) {
        return nanos(work).sum() / 1e9;
    }

    /** Does something on this thread of which all is counted as one kind of work. */
    public static void whole(Work work, Runnable task) {
        long begin = begin();
        COUNTED_WHOLE.set(true);
        try {
            task.run();
        } finally {
            COUNTED_WHOLE.remove();
            end(work, begin);
        }
    }

    static long begin() {
        ThreadMXBean counting = threads;
        return counting == null || COUNTED_WHOLE.get() != null
                ? 0
                : counting.getCurrentThreadCpuTime();
    }

    static void end(Work work, long begin) {
        ThreadMXBean counting = threads;
        if (counting != null && begin != 0) {
            nanos(work).add(counting.getCurrentThreadCpuTime() - begin);
        }
    }

    private static LongAdder nanos(Work work) {
        return Objects.requireNonNull(NANOS.get(work));
    }
}
