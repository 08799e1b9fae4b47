package dev.rushes.common.plan.layers;

/**
 * A colour of sRGB with its cover.
 *
 * @param rgb 0xRRGGBB
 * @param alpha 0 (not seen) to 255 (solid)
 */
public record Colour(int rgb, int alpha) {
    public static final Colour WHITE = new Colour(0xffffff, 255);
    public static final Colour BLACK = new Colour(0x000000, 255);

    public Colour {
        if (rgb < 0 || rgb > 0xffffff || alpha < 0 || alpha > 255) {
            throw new IllegalArgumentException("no colour: " + rgb + ", " + alpha);
        }
    }

    public int red() {
        return rgb >> 16;
    }

    public int green() {
        return rgb >> 8 & 0xff;
    }

    public int blue() {
        return rgb & 0xff;
    }

    public Colour withAlpha(int wanted) {
        return new Colour(rgb, wanted);
    }
}
