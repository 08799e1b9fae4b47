package dev.rushes.render.analysis;

import dev.rushes.common.footage.Shot;
import java.util.Optional;

/** Finds fades over one colour: contrast falls, is nearly gone, and rises again, a few frames each. */
final class Fades {
    private static final int KEPT = 96;

    /** Of the contrast on both sides. */
    private static final double GONE = 0.25;

    private static final double PLAIN = 4;
    private static final int FEWEST = 2;

    /** Moves within the picture make contrast waver. */
    private static final double WAVER = 1.02;

    private final double[] contrasts = new double[KEPT];
    private final double[] seconds = new double[KEPT];
    private long count;
    private long since;

    /**
     * One frame more.
     *
     * @return the fade that has just ended, if any
     */
    Optional<Change> add(double second, double contrast) {
        contrasts[(int) (count % KEPT)] = contrast;
        seconds[(int) (count % KEPT)] = second;
        count++;
        long right = count - 2;
        if (right <= since || at(right + 1) > WAVER * at(right)) {
            return Optional.empty();
        }
        long oldest = Math.max(since, count - KEPT);
        long bottom = right;
        while (bottom > oldest && at(bottom - 1) < at(bottom) * WAVER && at(bottom) > PLAIN / 2) {
            bottom--;
        }
        long begin = bottom;
        while (begin > oldest && at(begin - 1) <= Math.max(PLAIN, at(bottom) * WAVER)) {
            begin--;
        }
        long left = begin;
        while (left > oldest && at(left - 1) > at(left) * WAVER) {
            left--;
        }
        double least = Math.max(at(bottom), PLAIN / GONE / 4);
        boolean gone = least < GONE * Math.min(at(left), at(right));
        if (!gone || right - bottom < FEWEST || begin - left < FEWEST) {
            return Optional.empty();
        }
        since = right;
        return Optional.of(new Change(second(left), second(right), Shot.Change.FADE, false, false));
    }

    private double at(long frame) {
        return contrasts[(int) (frame % KEPT)];
    }

    private double second(long frame) {
        return seconds[(int) (frame % KEPT)];
    }
}
