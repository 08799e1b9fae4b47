package dev.rushes.common.plan.layers;

import dev.rushes.common.plan.Rational;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How text looks.
 *
 * @param fonts keys of font files, the first asked first; the bundled fonts follow
 * @param bold of the bundled fonts
 * @param size of the em, as a part of the output's shorter side
 * @param opacity 0 to 1, of all of it
 * @param maxWidth where lines are broken, as a part of the output's width
 * @param lineHeight from baseline to baseline, in ems
 */
public record TextStyle(
        List<String> fonts,
        boolean bold,
        Length size,
        Colour colour,
        Rational opacity,
        Align align,
        Length maxWidth,
        Rational lineHeight,
        @Nullable Box box,
        @Nullable Outline outline,
        @Nullable Shadow shadow) {
    public TextStyle {
        fonts = List.copyOf(fonts);
    }

    /** Where the lines of a text begin or end; START follows each paragraph's direction. */
    public enum Align {
        START,
        LEFT,
        CENTER,
        RIGHT
    }

    /**
     * A box behind all lines.
     *
     * @param padding around the lines, in parts of the em
     * @param radius of the corners, in parts of the em
     */
    public record Box(Colour colour, Length padding, Length radius) {}

    /**
     * A line around every glyph, outside it.
     *
     * @param width in parts of the em
     */
    public record Outline(Colour colour, Length width) {}

    /**
     * The text once more below itself.
     *
     * @param x to the right, in parts of the em
     * @param y downwards, in parts of the em
     */
    public record Shadow(Colour colour, Length x, Length y) {}
}
