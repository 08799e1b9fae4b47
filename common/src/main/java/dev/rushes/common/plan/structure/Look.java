package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan does to one clip's picture, in this order: crop, rotate, fit into the canvas, effects.
 *
 * @param crop the part shown; null is the whole picture
 * @param rotate degrees clockwise, from 0 to below 360
 */
public record Look(Fit fit, @Nullable Crop crop, Rational rotate, List<Effect> effects) {
    /** The whole picture, upright, contained, as it is. */
    public static final Look PLAIN = new Look(Fit.CONTAIN, null, Rational.ZERO, List.of());

    public Look {
        effects = List.copyOf(effects);
    }
}
