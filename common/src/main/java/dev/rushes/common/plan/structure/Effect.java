package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;

/** A change of a clip's picture; several work in the order in which the plan names them. */
public sealed interface Effect {
    /** Colour is taken away, brightness stays. */
    record Grayscale() implements Effect {}

    /** Every pixel becomes lighter by that part of the way from black to white: -1 (black) to 1 (white). */
    record Brightness(Rational amount) implements Effect {}

    /** The distance from middle grey times this: 0 (all grey) to 4, 1 changes nothing. */
    record Contrast(Rational amount) implements Effect {}

    /** The strength of colour times this: 0 (grey) to 3, 1 changes nothing. */
    record Saturation(Rational amount) implements Effect {}

    /** Edges are raised: 0 (nothing) to 1.5. */
    record Sharpen(Rational amount) implements Effect {}

    /** Noise is smoothed in space, each frame by itself: 0 (nothing) to 1. */
    record Denoise(Rational amount) implements Effect {}

    /** Every colour is looked up in a table, a {@code .cube} file among the assets. */
    record Lut(String s3Key) implements Effect {}
}
