package dev.rushes.common.plan.layers;

import dev.rushes.common.plan.Rational;

/**
 * How something comes or goes.
 *
 * @param duration seconds that it takes
 */
public record Motion(Kind kind, Rational duration) {
    public static final Motion NONE = new Motion(Kind.NONE, Rational.ZERO);

    /** What moves; a slide is named by the way in which things move. */
    public enum Kind {
        NONE,
        FADE,
        SLIDE_LEFT,
        SLIDE_RIGHT,
        SLIDE_UP,
        SLIDE_DOWN
    }
}
