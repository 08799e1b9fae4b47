package dev.rushes.render.analysis;

import dev.rushes.common.footage.Span;

/** Something like writing that came into a shot and stood still in it. */
public record Title(Span span, Place place) {
    /** Thirds of the picture's height. */
    public enum Place {
        TOP,
        CENTRE,
        LOWER_THIRD
    }
}
