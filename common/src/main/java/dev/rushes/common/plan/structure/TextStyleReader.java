package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.Colour;
import dev.rushes.common.plan.layers.Length;
import dev.rushes.common.plan.layers.TextStyle;
import dev.rushes.common.plan.layers.TextStyle.Align;
import dev.rushes.common.plan.layers.TextStyle.Box;
import dev.rushes.common.plan.layers.TextStyle.Outline;
import dev.rushes.common.plan.layers.TextStyle.Shadow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how text looks. */
final class TextStyleReader {
    static final Set<String> FIELDS =
            Set.of(
                    "font",
                    "weight",
                    "bold",
                    "size",
                    "colour",
                    "color",
                    "align",
                    "maxWidth",
                    "lineHeight",
                    "box",
                    "outline",
                    "shadow");
    static final Set<String> BOX_FIELDS = Set.of("colour", "color", "opacity", "padding", "radius");
    static final Set<String> OUTLINE_FIELDS = Set.of("colour", "color", "width");
    static final Set<String> SHADOW_FIELDS = Set.of("colour", "color", "opacity", "x", "y");

    private static final int MOST_FONTS = 8;
    private static final Rational LARGEST_SIZE = Rational.of(2_000);
    private static final Rational MOST_PIXELS = Rational.of(16_384);
    private static final Length DEFAULT_MAX_WIDTH = Length.part(Rational.of(9, 10));
    private static final Rational DEFAULT_LINE_HEIGHT = Rational.of(5, 4);
    private static final Box DEFAULT_BOX =
            new Box(new Colour(0x000000, 160), Length.part(Rational.of(2, 5)), Length.ZERO);
    private static final Outline DEFAULT_OUTLINE =
            new Outline(Colour.BLACK, Length.part(Rational.of(2, 25)));
    private static final Shadow DEFAULT_SHADOW =
            new Shadow(
                    new Colour(0x000000, 160),
                    Length.part(Rational.of(1, 16)),
                    Length.part(Rational.of(1, 16)));

    /** Names of the bundled fonts, which need no file. */
    private static final Set<String> BUNDLED = Set.of("noto sans", "sans", "sans-serif", "default");

    private TextStyleReader() {}

    static TextStyle style(JsonCursor at, TextPreset preset, Rational opacity) {
        Length size = Fields.length(at, "size", false, false, LARGEST_SIZE);
        JsonCursor sizeAt = at.field("size");
        if (sizeAt != null && size != null && size.value().signum() == 0) {
            sizeAt.error("must be above 0");
        }
        Length maxWidth = Fields.length(at, "maxWidth", true, false, MOST_PIXELS);
        JsonCursor widthAt = at.field("maxWidth");
        if (widthAt != null && maxWidth != null && maxWidth.value().signum() == 0) {
            widthAt.error("must be above 0");
        }
        Align align =
                Fields.word(at, "align", TextStyleReader::align, "start, left, center, right");
        return new TextStyle(
                fonts(at.field("font")),
                bold(at, preset),
                size == null ? preset.size() : size,
                Fields.colour(at, Colour.WHITE),
                opacity,
                align == null ? preset.align() : align,
                maxWidth == null ? DEFAULT_MAX_WIDTH : maxWidth,
                Fields.number(
                        at, "lineHeight", DEFAULT_LINE_HEIGHT, Rational.of(1, 2), Rational.of(5)),
                box(at.field("box"), preset),
                outline(at.field("outline"), preset),
                shadow(at.field("shadow")));
    }

    private static List<String> fonts(@Nullable JsonCursor at) {
        if (at == null) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        if (at.node.isArray()) {
            if (at.node.size() > MOST_FONTS) {
                at.error("at most " + MOST_FONTS + " fonts");
                return List.of();
            }
            at.elements().forEach(font -> font(font, keys));
        } else {
            font(at, keys);
        }
        return keys;
    }

    private static void font(JsonCursor at, List<String> keys) {
        if (at.node.isObject()) {
            at.warnOfFieldsBeyond(Set.of("s3Key"));
            if (at.field("s3Key") == null) {
                at.error("a font needs its \"s3Key\"");
            }
            String key = at.asset("s3Key", AssetKind.FONT);
            if (key != null) {
                keys.add(key);
            }
            return;
        }
        if (at.node.isTextual() && BUNDLED.contains(at.node.textValue().toLowerCase(Locale.ROOT))) {
            return;
        }
        String key = at.assetHere(AssetKind.FONT);
        if (key != null) {
            keys.add(key);
        }
    }

    private static boolean bold(JsonCursor at, TextPreset preset) {
        Boolean weight =
                Fields.word(at, "weight", TextStyleReader::isBold, "regular, normal, bold");
        return Fields.flag(at, "bold", weight == null ? preset.bold() : weight);
    }

    private static Optional<Boolean> isBold(String weight) {
        return switch (weight) {
            case "regular", "normal" -> Optional.of(false);
            case "bold" -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    private static Optional<Align> align(String name) {
        return switch (name) {
            case "start" -> Optional.of(Align.START);
            case "left" -> Optional.of(Align.LEFT);
            case "center", "centre" -> Optional.of(Align.CENTER);
            case "right" -> Optional.of(Align.RIGHT);
            default -> Optional.empty();
        };
    }

    /** true is the default box, a text its colour, an object all of it. */
    private static @Nullable Box box(@Nullable JsonCursor at, TextPreset preset) {
        if (at == null) {
            return preset.box();
        }
        Box fallback = preset.box() == null ? DEFAULT_BOX : preset.box();
        if (at.node.isBoolean()) {
            return at.node.booleanValue() ? fallback : null;
        }
        if (at.node.isTextual()) {
            return new Box(
                    Fields.colour(at).orElse(fallback.colour()),
                    fallback.padding(),
                    fallback.radius());
        }
        if (!at.isObject("a box")) {
            return fallback;
        }
        at.warnOfFieldsBeyond(BOX_FIELDS);
        Length padding = Fields.length(at, "padding", false, false, MOST_PIXELS);
        Length radius = Fields.length(at, "radius", false, false, MOST_PIXELS);
        return new Box(
                cover(at, Fields.colour(at, fallback.colour())),
                padding == null ? fallback.padding() : padding,
                radius == null ? fallback.radius() : radius);
    }

    /** A colour's alpha, replaced by {@code opacity} where that is given. */
    private static Colour cover(JsonCursor at, Colour colour) {
        Rational opacity = Fields.number(at.field("opacity"), Rational.ZERO, Rational.ONE);
        return opacity == null
                ? colour
                : colour.withAlpha(Math.toIntExact(opacity.times(255).roundHalfUp()));
    }

    private static @Nullable Outline outline(@Nullable JsonCursor at, TextPreset preset) {
        if (at == null) {
            return preset.outline();
        }
        Outline fallback = preset.outline() == null ? DEFAULT_OUTLINE : preset.outline();
        if (at.node.isBoolean()) {
            return at.node.booleanValue() ? fallback : null;
        }
        if (at.node.isTextual()) {
            return new Outline(Fields.colour(at).orElse(fallback.colour()), fallback.width());
        }
        if (!at.isObject("an outline")) {
            return fallback;
        }
        at.warnOfFieldsBeyond(OUTLINE_FIELDS);
        Length width = Fields.length(at, "width", false, false, Rational.of(200));
        return new Outline(
                Fields.colour(at, fallback.colour()), width == null ? fallback.width() : width);
    }

    private static @Nullable Shadow shadow(@Nullable JsonCursor at) {
        if (at == null || (at.node.isBoolean() && !at.node.booleanValue())) {
            return null;
        }
        if (at.node.isBoolean()) {
            return DEFAULT_SHADOW;
        }
        if (at.node.isTextual()) {
            return new Shadow(
                    Fields.colour(at).orElse(DEFAULT_SHADOW.colour()),
                    DEFAULT_SHADOW.x(),
                    DEFAULT_SHADOW.y());
        }
        if (!at.isObject("a shadow")) {
            return DEFAULT_SHADOW;
        }
        at.warnOfFieldsBeyond(SHADOW_FIELDS);
        Length x = Fields.length(at, "x", false, true, Rational.of(200));
        Length y = Fields.length(at, "y", false, true, Rational.of(200));
        return new Shadow(
                cover(at, Fields.colour(at, DEFAULT_SHADOW.colour())),
                x == null ? DEFAULT_SHADOW.x() : x,
                y == null ? DEFAULT_SHADOW.y() : y);
    }
}
