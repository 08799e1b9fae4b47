package dev.rushes.render.analysis;

import dev.rushes.render.ffmpeg.Frame;

/** A reduced frame as numbers: full-range 4:2:0, the luma also at half the size, and means of a grid. */
final class Picture {
    static final int COLUMNS = 16;
    static final int ROWS = 9;

    /** Luma, then both chroma, of every field of the grid. */
    static final int MEANS = 3 * COLUMNS * ROWS;

    final int width;
    final int height;
    final byte[] luma;
    final byte[] half;
    final float[] means = new float[MEANS];
    private final byte[] blue;
    private final byte[] red;
    double second;

    Picture(int width, int height) {
        this.width = width;
        this.height = height;
        luma = new byte[width * height];
        half = new byte[halfWidth() * halfHeight()];
        blue = new byte[chromaWidth() * chromaHeight()];
        red = new byte[chromaWidth() * chromaHeight()];
    }

    int halfWidth() {
        return width / 2;
    }

    int halfHeight() {
        return height / 2;
    }

    private int chromaWidth() {
        return (width + 1) / 2;
    }

    private int chromaHeight() {
        return (height + 1) / 2;
    }

    /** Becomes what the frame (of the same size) shows at that moment. */
    void read(Frame frame, double at) {
        second = at;
        frame.readPlane(0, width, height, luma);
        frame.readPlane(1, chromaWidth(), chromaHeight(), blue);
        frame.readPlane(2, chromaWidth(), chromaHeight(), red);
        for (int y = 0; y < halfHeight(); y++) {
            for (int x = 0; x < halfWidth(); x++) {
                int i = 2 * y * width + 2 * x;
                half[y * halfWidth() + x] =
                        (byte)
                                (((luma[i] & 0xff)
                                                + (luma[i + 1] & 0xff)
                                                + (luma[i + width] & 0xff)
                                                + (luma[i + width + 1] & 0xff)
                                                + 2)
                                        >> 2);
            }
        }
        mean(luma, width, height, 0);
        mean(blue, chromaWidth(), chromaHeight(), COLUMNS * ROWS);
        mean(red, chromaWidth(), chromaHeight(), 2 * COLUMNS * ROWS);
    }

    private void mean(byte[] plane, int wide, int high, int into) {
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                int top = row * high / ROWS;
                int bottom = Math.max(top + 1, (row + 1) * high / ROWS);
                int left = column * wide / COLUMNS;
                int right = Math.max(left + 1, (column + 1) * wide / COLUMNS);
                int sum = 0;
                for (int y = top; y < bottom && y < high; y++) {
                    for (int x = left; x < right && x < wide; x++) {
                        sum += plane[y * wide + x] & 0xff;
                    }
                }
                means[into + row * COLUMNS + column] =
                        sum / (float) ((bottom - top) * (right - left));
            }
        }
    }

    /** The greatest mean difference of a field of the grid, in steps of 255. */
    double mostDifferent(Picture other) {
        double most = 0;
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                int top = row * height / ROWS;
                int bottom = (row + 1) * height / ROWS;
                int left = column * width / COLUMNS;
                int right = (column + 1) * width / COLUMNS;
                int sum = 0;
                for (int y = top; y < bottom; y++) {
                    for (int i = y * width + left; i < y * width + right; i++) {
                        sum += Math.abs((luma[i] & 0xff) - (other.luma[i] & 0xff));
                    }
                }
                int pixels = (bottom - top) * (right - left);
                most = pixels == 0 ? most : Math.max(most, sum / (double) pixels);
            }
        }
        return most;
    }
}
