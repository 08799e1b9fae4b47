package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;

/** A picture's place on the output in pixels; all even, since chroma is halved. */
record Box(int x, int y, int width, int height) {

    /** The picture's own size, upright and with square pixels. */
    static Box upright(FrameShape shape, Turn turn) {
        long width = shape.pixelAspect().times(shape.width()).max(Rational.of(2)).roundHalfUp();
        int height = shape.height();
        return turn.isQuarter()
                ? new Box(0, 0, height, Math.toIntExact(width))
                : new Box(0, 0, Math.toIntExact(width), height);
    }

    /** As large as fits, centred, the aspect kept. */
    static Box contain(FrameShape shape, Turn turn, int width, int height) {
        Rational aspect =
                shape.pixelAspect().times(shape.width()).dividedBy(Rational.of(shape.height()));
        if (turn.isQuarter()) {
            aspect = Rational.ONE.dividedBy(aspect);
        }
        boolean fullWidth = aspect.compareTo(Rational.of(width, height)) >= 0;
        int w = fullWidth ? width : even(aspect.times(height), width);
        int h = fullWidth ? even(Rational.of(width).dividedBy(aspect), height) : height;
        return new Box((width - w) / 4 * 2, (height - h) / 4 * 2, w, h);
    }

    private static int even(Rational size, int limit) {
        long half = size.dividedBy(Rational.of(2)).roundHalfUp();
        return Math.clamp(half * 2, 2, limit);
    }
}
