package dev.rushes.common.plan.layers;

import dev.rushes.common.plan.Rational;
import org.jspecify.annotations.Nullable;

/**
 * When something is seen, in seconds from the start of its scene (of the programme for what spans it).
 *
 * @param end exclusive; null is to the end
 */
public record Span(Rational start, @Nullable Rational end) {
    public static final Span ALL = new Span(Rational.ZERO, null);
}
