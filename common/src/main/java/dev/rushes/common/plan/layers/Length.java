package dev.rushes.common.plan.layers;

import dev.rushes.common.plan.Rational;

/**
 * A length on the picture as a plan says it: below its bound a part of a side, from there on pixels of the output at full
 * size. A draft is smaller, so pixels shrink with it.
 *
 * @param part whether {@code value} is a part of a side
 */
public record Length(Rational value, boolean part) {
    public static final Length ZERO = part(Rational.ZERO);

    public static Length part(Rational value) {
        return new Length(value, true);
    }

    public static Length pixels(Rational value) {
        return new Length(value, false);
    }

    /**
     * In pixels of the picture that is made.
     *
     * @param side the side that parts are of, in those pixels
     * @param shrink those pixels for one of the output at full size
     */
    public Rational on(int side, Rational shrink) {
        return part ? value.times(side) : value.times(shrink);
    }
}
