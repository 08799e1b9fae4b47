package dev.rushes.api.plan.diff;

import java.util.Arrays;

/**
 * The best matching of two sequences that keeps the order of both: the pairs with the greatest sum of likeness.
 *
 * <p>Hirschberg's division (CACM 18:6, 1975) of the Needleman-Wunsch recurrence, without a penalty for gaps: time grows
 * with the product of the lengths, memory only with their sum, so that two plans of five thousand clips need no table
 * of 25 million cells.
 */
final class Alignment {
    /** How much two elements are alike: 0 is not at all, and they are never paired. */
    interface Likeness {
        int of(int before, int after);
    }

    private final Likeness likeness;
    private final int[] partners;

    private Alignment(int before, Likeness likeness) {
        this.likeness = likeness;
        this.partners = new int[before];
        Arrays.fill(partners, -1);
    }

    /**
     * Aligns two sequences by their indexes.
     *
     * @param best the greatest likeness; pairs of it at both ends need no search
     * @return for each element of the first sequence its partner's index, or -1
     */
    static int[] of(int before, int after, int best, Likeness likeness) {
        Alignment alignment = new Alignment(before, likeness);
        int head = 0;
        while (head < Math.min(before, after) && likeness.of(head, head) == best) {
            alignment.partners[head] = head;
            head++;
        }
        int tail = 0;
        while (tail < Math.min(before, after) - head
                && likeness.of(before - 1 - tail, after - 1 - tail) == best) {
            alignment.partners[before - 1 - tail] = after - 1 - tail;
            tail++;
        }
        alignment.align(head, before - tail, head, after - tail);
        return alignment.partners;
    }

    private void align(int aFrom, int aTo, int bFrom, int bTo) {
        if (aFrom == aTo || bFrom == bTo) {
            return;
        }
        if (aTo - aFrom == 1) {
            int highest = 0;
            for (int b = bFrom; b < bTo; b++) {
                int here = likeness.of(aFrom, b);
                if (here > highest) {
                    highest = here;
                    partners[aFrom] = b;
                }
            }
            return;
        }
        int middle = (aFrom + aTo) >>> 1;
        int[] upper = forwards(aFrom, middle, bFrom, bTo);
        int[] lower = backwards(middle, aTo, bFrom, bTo);
        // Of equally good ways the one that leaves most where it was.
        long straight = (long) (middle - aFrom) * (bTo - bFrom) / (aTo - aFrom);
        int cut = 0;
        for (int k = 1; k < upper.length; k++) {
            long better = ((long) upper[k] + lower[k]) - ((long) upper[cut] + lower[cut]);
            if (better > 0 || (better == 0 && Math.abs(k - straight) < Math.abs(cut - straight))) {
                cut = k;
            }
        }
        align(aFrom, middle, bFrom, bFrom + cut);
        align(middle, aTo, bFrom + cut, bTo);
    }

    /** The best sums of all of a against the first k of b, for every k. */
    private int[] forwards(int aFrom, int aTo, int bFrom, int bTo) {
        int[] row = new int[bTo - bFrom + 1];
        for (int a = aFrom; a < aTo; a++) {
            int diagonal = 0;
            for (int k = 1; k < row.length; k++) {
                int above = row[k];
                int like = likeness.of(a, bFrom + k - 1);
                row[k] = Math.max(above, row[k - 1]);
                if (like > 0) {
                    row[k] = Math.max(row[k], diagonal + like);
                }
                diagonal = above;
            }
        }
        return row;
    }

    /** The best sums of all of a against b from its k-th on, for every k. */
    private int[] backwards(int aFrom, int aTo, int bFrom, int bTo) {
        int[] row = new int[bTo - bFrom + 1];
        for (int a = aTo - 1; a >= aFrom; a--) {
            int diagonal = 0;
            for (int k = row.length - 2; k >= 0; k--) {
                int below = row[k];
                int like = likeness.of(a, bFrom + k);
                row[k] = Math.max(below, row[k + 1]);
                if (like > 0) {
                    row[k] = Math.max(row[k], diagonal + like);
                }
                diagonal = below;
            }
        }
        return row;
    }
}
