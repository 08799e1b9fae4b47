package dev.rushes.api.training;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * By how much people move a proposed point, as the median of what they did: the one number that makes the sum of the
 * distances least, and that a few wild trims do not move.
 */
final class TrimHabit {
    /** Fewer are chance. */
    private static final int FEWEST = 5;

    /** Part of them that must go the same way; a habit is not a coin. */
    private static final double AGREED = 0.6;

    /** With as many samples as this the habit counts by half; with 50 by more than nine tenths. */
    private static final double DOUBT = 4;

    private static final double LONGEST = 5;

    private final double[] moves;

    /**
     * Takes the moves in seconds, positive for later.
     *
     * @param moves from the planner's own proposal to what a person chose
     */
    TrimHabit(double... moves) {
        this.moves = moves.clone();
        Arrays.sort(this.moves);
    }

    /** The habit behind what was followed of it while it came from so many decisions, or keeping it would make it less. */
    static double undoubted(double followed, int decisions) {
        return decisions == 0 ? followed : followed * (decisions + DOUBT) / decisions;
    }

    StyleProfile.Learned learned(String what) {
        int count = moves.length;
        if (count == 0) {
            return StyleProfile.Learned.none(StyleProfile.DECISIONS);
        }
        double median = median();
        long agreeing =
                Arrays.stream(moves).filter(move -> move * median > 0 || move == median).count();
        if (count < FEWEST || agreeing < AGREED * count) {
            String why = count < FEWEST ? "fewer than " + FEWEST : "they do not agree";
            return new StyleProfile.Learned(
                    null,
                    count,
                    StyleProfile.DECISIONS,
                    false,
                    "%s moved in %d trims; not followed: %s".formatted(what, count, why));
        }
        double trust = count / (count + DOUBT);
        double value = Math.clamp(median * trust, -LONGEST, LONGEST);
        return new StyleProfile.Learned(
                BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP),
                count,
                StyleProfile.DECISIONS,
                true,
                "median move of %s over %d trims %.3f s, times %.2f for their number"
                        .formatted(what, count, median, trust));
    }

    private double median() {
        int middle = moves.length / 2;
        return moves.length % 2 == 1 ? moves[middle] : (moves[middle - 1] + moves[middle]) / 2;
    }
}
