package dev.rushes.render.analysis;

import java.util.Arrays;

/**
 * How the picture moved from one frame to the next: patches are looked for in the frame before (least sum of absolute
 * differences, between pixels by a parabola), and the median of those with something in them is the camera, whatever
 * moves in front of it.
 *
 * @param x to the right, in parts of the width
 * @param y down, in parts of the width
 * @param known whether enough patches had something in them
 * @param residual mean difference (0 to 255) that no move explains
 */
record CameraMove(double x, double y, boolean known, double residual) {
    private static final int COLUMNS = 5;
    private static final int ROWS = 4;
    private static final int REACH = 8;
    private static final int WIDE = 24;
    private static final int HIGH = 16;
    private static final int FEWEST = 4;

    /** Mean step between neighbours below which a patch could be anywhere. */
    private static final double TEXTURE = 2;

    private static final CameraMove UNKNOWN = new CameraMove(0, 0, false, 0);

    static CameraMove between(Picture before, Picture now) {
        int width = now.halfWidth();
        int height = now.halfHeight();
        if (width < WIDE + 2 * REACH + COLUMNS || height < HIGH + 2 * REACH + ROWS) {
            return UNKNOWN;
        }
        double[] xs = new double[COLUMNS * ROWS];
        double[] ys = new double[COLUMNS * ROWS];
        int found = 0;
        double residual = 0;
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                int left = REACH + column * (width - WIDE - 2 * REACH) / (COLUMNS - 1);
                int top = REACH + row * (height - HIGH - 2 * REACH) / (ROWS - 1);
                Patch patch = new Patch(before.half, now.half, width, left, top);
                patch.search();
                residual += patch.best / (double) (WIDE * HIGH);
                if (patch.isTextured()) {
                    xs[found] = patch.x() / width;
                    ys[found] = patch.y() / width;
                    found++;
                }
            }
        }
        residual /= COLUMNS * ROWS;
        return found < FEWEST
                ? new CameraMove(0, 0, false, residual)
                : new CameraMove(median(xs, found), median(ys, found), true, residual);
    }

    private static double median(double[] values, int count) {
        Arrays.sort(values, 0, count);
        return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
    }

    private static final class Patch {
        private final byte[] before;
        private final byte[] now;
        private final int width;
        private final int left;
        private final int top;
        private int best = Integer.MAX_VALUE;
        private int bestX;
        private int bestY;

        Patch(byte[] before, byte[] now, int width, int left, int top) {
            this.before = before;
            this.now = now;
            this.width = width;
            this.left = left;
            this.top = top;
        }

        void search() {
            best = difference(0, 0, Integer.MAX_VALUE);
            for (int y = -REACH; y <= REACH; y++) {
                for (int x = -REACH; x <= REACH; x++) {
                    int difference = difference(x, y, best);
                    if (difference < best) {
                        best = difference;
                        bestX = x;
                        bestY = y;
                    }
                }
            }
        }

        private int difference(int x, int y, int enough) {
            int sum = 0;
            for (int row = 0; row < HIGH && sum < enough; row++) {
                int a = (top + row) * width + left;
                int b = a - y * width - x;
                for (int i = 0; i < WIDE; i++) {
                    sum += Math.abs((now[a + i] & 0xff) - (before[b + i] & 0xff));
                }
            }
            return sum;
        }

        boolean isTextured() {
            int across = 0;
            int down = 0;
            for (int row = 0; row < HIGH - 1; row++) {
                int a = (top + row) * width + left;
                for (int i = a; i < a + WIDE - 1; i++) {
                    across += Math.abs((now[i + 1] & 0xff) - (now[i] & 0xff));
                    down += Math.abs((now[i + width] & 0xff) - (now[i] & 0xff));
                }
            }
            double pixels = (WIDE - 1) * (HIGH - 1);
            return Math.min(across, down) / pixels > TEXTURE;
        }

        double x() {
            return Math.abs(bestX) == REACH
                    ? bestX
                    : bestX
                            + lowest(
                                    difference(bestX - 1, bestY, Integer.MAX_VALUE),
                                    difference(bestX + 1, bestY, Integer.MAX_VALUE));
        }

        double y() {
            return Math.abs(bestY) == REACH
                    ? bestY
                    : bestY
                            + lowest(
                                    difference(bestX, bestY - 1, Integer.MAX_VALUE),
                                    difference(bestX, bestY + 1, Integer.MAX_VALUE));
        }

        /** Where a parabola through the best and its two neighbours is lowest. */
        private double lowest(int before, int after) {
            double bend = before - 2.0 * best + after;
            return bend <= 0 ? 0 : Math.clamp((before - after) / (2 * bend), -0.5, 0.5);
        }
    }
}
