package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.Anchor;
import dev.rushes.common.plan.layers.Colour;
import dev.rushes.common.plan.layers.Length;
import dev.rushes.common.plan.layers.TextStyle.Align;
import dev.rushes.common.plan.layers.TextStyle.Box;
import dev.rushes.common.plan.layers.TextStyle.Outline;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a text looks like where the plan does not say; every part of it can be said otherwise. */
record TextPreset(
        String wireName,
        Anchor anchor,
        Length size,
        Align align,
        boolean bold,
        @Nullable Box box,
        @Nullable Outline outline) {
    /** White words in the middle. */
    static final TextPreset PLAIN =
            new TextPreset("plain", Anchor.CENTER, part(1, 20), Align.CENTER, false, null, null);

    /** Large and bold, in the middle. */
    static final TextPreset TITLE =
            new TextPreset("title", Anchor.CENTER, part(1, 10), Align.CENTER, true, null, null);

    /** A name at the lower left, on a dark box. */
    static final TextPreset LOWER_THIRD =
            new TextPreset(
                    "lower_third",
                    Anchor.BOTTOM_LEFT,
                    part(9, 200),
                    Align.START,
                    false,
                    new Box(new Colour(0x000000, 160), part(2, 5), Length.ZERO),
                    null);

    /** What is said, at the bottom, with an outline that reads on everything. */
    static final TextPreset CAPTION =
            new TextPreset(
                    "caption",
                    Anchor.BOTTOM,
                    part(1, 20),
                    Align.CENTER,
                    false,
                    null,
                    new Outline(Colour.BLACK, part(2, 25)));

    private static final List<TextPreset> ALL = List.of(PLAIN, TITLE, LOWER_THIRD, CAPTION);

    private static Length part(long numerator, long denominator) {
        return Length.part(Rational.of(numerator, denominator));
    }

    static Optional<TextPreset> named(String name) {
        return ALL.stream()
                .filter(preset -> preset.wireName().equals(name.replace('-', '_')))
                .findFirst();
    }

    static String knownNames() {
        return ALL.stream().map(TextPreset::wireName).collect(Collectors.joining(", "));
    }
}
