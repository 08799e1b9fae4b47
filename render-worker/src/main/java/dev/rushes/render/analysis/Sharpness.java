package dev.rushes.render.analysis;

import org.jspecify.annotations.Nullable;

/**
 * How sharp the sharpest edges of a picture are: the step over two pixels as a part of the step over twenty-four. A hard
 * edge gives 1, one that is spread over the whole distance about 0.1. Only clear edges count, so that noise does not
 * look sharp, and of these the best quarter, so that a background that is meant to be out of focus does not matter.
 */
final class Sharpness {
    private static final int NEAR = 7;
    private static final int FAR = 12;

    /** In steps of 255. */
    private static final int CLEAR = 24;

    private static final int FEWEST = 40;
    private static final double BEST = 0.25;
    private static final int BINS = 100;

    private final int[] histogram = new int[BINS + 1];
    private int edges;

    private Sharpness() {}

    /** 0 to 1; null where there are no edges to tell by. */
    static @Nullable Double of(byte[] grey, int width, int height) {
        Sharpness sharpness = new Sharpness();
        int[] sums = new int[Math.max(width, height) + 1];
        for (int y = 0; y < height; y += 2) {
            sharpness.line(grey, y * width, 1, width, sums);
        }
        for (int x = 0; x < width; x += 2) {
            sharpness.line(grey, x, width, height, sums);
        }
        return sharpness.best();
    }

    private void line(byte[] grey, int start, int stride, int length, int[] sums) {
        for (int i = 0; i < length; i++) {
            sums[i + 1] = sums[i] + (grey[start + i * stride] & 0xff);
        }
        int bestAt = -1;
        int bestStep = 0;
        for (int i = FAR; i < length - FAR; i++) {
            int after = sums[i + FAR + 1] - sums[i + NEAR];
            int before = sums[i - NEAR + 1] - sums[i - FAR];
            int far = Math.abs(after - before) / (FAR - NEAR + 1);
            int near =
                    Math.abs(
                            (grey[start + (i + 1) * stride] & 0xff)
                                    - (grey[start + (i - 1) * stride] & 0xff));
            if (far < CLEAR) {
                bestAt = -1;
                bestStep = 0;
                continue;
            }
            // One vote for an edge: where it is steepest.
            if (near > bestStep) {
                bestStep = near;
                bestAt = i;
            }
            if (bestAt >= 0 && i - bestAt == NEAR) {
                int across =
                        Math.abs(
                                        sums[bestAt + FAR + 1]
                                                - sums[bestAt + NEAR]
                                                - sums[bestAt - NEAR + 1]
                                                + sums[bestAt - FAR])
                                / (FAR - NEAR + 1);
                if (across >= CLEAR) {
                    histogram[Math.min(BINS, bestStep * BINS / across)]++;
                    edges++;
                }
                bestAt = -1;
                bestStep = 0;
                i += NEAR;
            }
        }
    }

    private @Nullable Double best() {
        if (edges < FEWEST) {
            return null;
        }
        int wanted = Math.max(1, (int) (edges * BEST));
        int left = wanted;
        double sum = 0;
        for (int bin = BINS; bin >= 0 && left > 0; bin--) {
            int taken = Math.min(left, histogram[bin]);
            sum += taken * bin / (double) BINS;
            left -= taken;
        }
        return sum / wanted;
    }
}
