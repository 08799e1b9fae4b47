package dev.rushes.render.timeline;

/**
 * What one clip's pictures are brought to: yuv420p BT.709 limited with square pixels.
 *
 * @param width pixels, even
 * @param height pixels, even
 * @param transparent whether something lies behind: what the picture leaves free is then see-through (yuva420p) instead
 *     of the output's background colour
 */
public record Canvas(int width, int height, boolean transparent) {
    public Canvas {
        if (width <= 0 || height <= 0 || width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException("the size must be even: " + width + "x" + height);
        }
    }

    /** The whole output, with nothing behind. */
    public static Canvas of(OutputFormat output) {
        return new Canvas(output.width(), output.height(), false);
    }

    /** FFmpeg's name of the format of the pictures on it. */
    public String pixelFormat() {
        return transparent ? "yuva420p" : "yuv420p";
    }
}
