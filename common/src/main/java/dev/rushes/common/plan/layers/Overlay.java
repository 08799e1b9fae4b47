package dev.rushes.common.plan.layers;

import dev.rushes.common.plan.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A still picture or a video laid over others, with its alpha.
 *
 * @param kind whether the plan says what the file is
 * @param width as a part of the output's width, or null: then the height decides, or {@code scale} of its own size
 * @param height as a part of the output's height, or null: then the width decides
 * @param scale of its own size in pixels of the output at full size, where neither side is given
 * @param opacity 0 to 1
 * @param loop whether a video begins again at its end
 */
public record Overlay(
        String pointer,
        String s3Key,
        Kind kind,
        Place place,
        @Nullable Length width,
        @Nullable Length height,
        Rational scale,
        Rational opacity,
        boolean loop,
        Span span,
        Motion in,
        Motion out)
        implements LayerItem {
    /** What a plan calls the file. */
    public enum Kind {
        IMAGE,
        VIDEO,
        EITHER
    }
}
