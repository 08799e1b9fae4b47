package dev.rushes.common.plan.layers;

import dev.rushes.common.plan.structure.Fit;

/** What lies behind a scene's clips, over the whole output. */
public sealed interface Background {
    /** One colour. */
    record Plain(Colour colour) implements Background {}

    /** A still picture. */
    record Image(String s3Key, Fit fit) implements Background {}

    /**
     * A video without its sound, from its beginning.
     *
     * @param loop whether it begins again at its end; else its last picture stays
     */
    record Video(String s3Key, Fit fit, boolean loop) implements Background {}
}
