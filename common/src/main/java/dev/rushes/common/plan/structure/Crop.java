package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;

/**
 * The part of the upright source picture that is shown. Where no number is above 1 they are parts of the picture's
 * width and height, else pixels of the picture as players show it (upright, square pixels).
 *
 * @param x of the left edge
 * @param y of the upper edge
 */
public record Crop(Rational x, Rational y, Rational width, Rational height) {
    /** Whether the numbers are parts of the picture rather than pixels. */
    public boolean isRelative() {
        return x.max(y).max(width).max(height).compareTo(Rational.ONE) <= 0;
    }
}
