package dev.rushes.common.plan.layers;

/**
 * Words on the picture.
 *
 * @param text as written; a newline begins a new line
 */
public record Text(
        String pointer, String text, TextStyle style, Place place, Span span, Motion in, Motion out)
        implements LayerItem {}
