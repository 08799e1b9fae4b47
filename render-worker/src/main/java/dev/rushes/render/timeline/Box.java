package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;

/** The size of a picture in pixels. */
public record Box(int width, int height) {

    /** A picture's own size as players show it: upright and with square pixels. */
    public static Box shown(FrameShape shape, Turn turn) {
        return shown(shape.width(), shape.height(), shape.pixelAspect(), turn);
    }

    static Box shown(int width, int height, Rational pixelAspect, Turn turn) {
        int square = Math.toIntExact(pixelAspect.times(width).max(Rational.ONE).roundHalfUp());
        return turn.isQuarter() ? new Box(height, square) : new Box(square, height);
    }
}
