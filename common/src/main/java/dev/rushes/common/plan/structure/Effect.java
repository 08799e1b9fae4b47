package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;

/** A change of a clip's picture; several work in the order in which the plan names them. */
public sealed interface Effect {
    /** Colour is taken away, brightness stays. */
    record Grayscale() implements Effect {}

    /** This much of the whole scale is added to the luma, as FFmpeg's {@code eq=brightness}: -1 to 1, 0 changes nothing. */
    record Brightness(Rational amount) implements Effect {}

    /** The luma's distance from the middle times this, as {@code eq=contrast}: 0 to 4, 1 changes nothing. */
    record Contrast(Rational amount) implements Effect {}

    /** The strength of colour times this, as {@code eq=saturation}: 0 to 3, 1 changes nothing. */
    record Saturation(Rational amount) implements Effect {}

    /** Edges are raised over 5x5 pixels by this, as {@code unsharp=5:5}: 0 to 3, 0 changes nothing. */
    record Sharpen(Rational amount) implements Effect {}

    /**
     * Noise is smoothed in each frame by itself, so that a frame does not depend on where rendering began: 0 to 1. As
     * {@code hqdn3d} with a spatial strength of 8 (luma) and 6 (chroma) times this, and none in time.
     */
    record Denoise(Rational amount) implements Effect {}

    /** Every colour is looked up in a table, a {@code .cube} file, by its full-range R'G'B' of BT.709. */
    record Lut(String s3Key) implements Effect {}
}
