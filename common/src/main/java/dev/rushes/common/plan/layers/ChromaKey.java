package dev.rushes.common.plan.layers;

import dev.rushes.common.plan.Rational;

/**
 * Makes one colour of the clips see-through.
 *
 * @param rgb the colour as 0xRRGGBB
 * @param similarity how far from the colour a pixel may be to vanish, above 0 to 1
 * @param blend over which further distance it comes back, 0 to 1; 0 is a hard edge
 */
public record ChromaKey(int rgb, Rational similarity, Rational blend) {}
