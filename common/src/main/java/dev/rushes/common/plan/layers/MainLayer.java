package dev.rushes.common.plan.layers;

import dev.rushes.common.plan.Rational;
import org.jspecify.annotations.Nullable;

/**
 * Where a scene's clips lie and how they are seen.
 *
 * @param scale of the output's sides, above 0 to 2
 * @param opacity 0 to 1
 */
public record MainLayer(
        Place place, Rational scale, Rational opacity, @Nullable ChromaKey chromaKey) {
    /** The clips fill the output. */
    public static final MainLayer FULL =
            new MainLayer(
                    new Place(Anchor.CENTER, null, null, Length.ZERO),
                    Rational.ONE,
                    Rational.ONE,
                    null);
}
