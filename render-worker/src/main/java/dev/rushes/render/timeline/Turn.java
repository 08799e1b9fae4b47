package dev.rushes.render.timeline;

/**
 * How a decoded picture is turned to stand upright.
 *
 * @param degrees clockwise: 0, 90, 180 or 270
 * @param mirrored whether it is first flipped left to right
 */
public record Turn(int degrees, boolean mirrored) {
    public static final Turn NONE = new Turn(0, false);

    /**
     * From the four terms of a display matrix (ISO/IEC 14496-12, 8.3.2.3) that turn: x' = a x + c y, y' = b x + d y,
     * with y downwards. Anything between quarter turns goes to the nearest.
     */
    public static Turn ofMatrix(int a, int b, int c, int d) {
        boolean mirrored = (long) a * d - (long) b * c < 0;
        // A mirror before the turn negates the matrix's first column.
        long right = mirrored ? -(long) a : a;
        long down = mirrored ? -(long) b : b;
        int degrees =
                Math.abs(right) >= Math.abs(down) ? (right >= 0 ? 0 : 180) : (down > 0 ? 90 : 270);
        return new Turn(degrees, mirrored);
    }

    /** Whether width and height change places. */
    public boolean isQuarter() {
        return degrees == 90 || degrees == 270;
    }
}
