package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a plan does to one clip's picture. */
final class LookReader {
    static final Set<String> CROP_FIELDS = Set.of("x", "y", "width", "height");
    static final Set<String> EFFECT_FIELDS = Set.of("type", "amount", "s3Key");

    private static final Rational SLOWEST = Rational.of(1, 4);
    private static final Rational FASTEST = Rational.of(4);
    private static final Rational FULL_TURN = Rational.of(360);

    /** More is a mistake; each costs time for every frame. */
    private static final int MOST_EFFECTS = 16;

    private LookReader() {}

    /** The effects by their names, with the amounts that they take. */
    private enum Kind {
        GRAYSCALE(null, null, null),
        BRIGHTNESS("-1", "1", "0.1"),
        CONTRAST("0", "4", "1.2"),
        SATURATION("0", "3", "1.3"),
        SHARPEN("0", "3", "1"),
        DENOISE("0", "1", "0.5"),
        LUT(null, null, null);

        private final @Nullable String least;
        private final @Nullable String most;
        private final @Nullable String usual;

        Kind(@Nullable String least, @Nullable String most, @Nullable String usual) {
            this.least = least;
            this.most = most;
            this.usual = usual;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static @Nullable Kind named(String name) {
            for (Kind kind : values()) {
                if (kind.wireName().equals(name)) {
                    return kind;
                }
            }
            return null;
        }
    }

    /** Source seconds that pass in one second of the programme; 1 where missing. */
    static Rational speed(@Nullable JsonCursor at) {
        Rational speed = at == null ? null : at.number();
        if (at == null || speed == null) {
            return Rational.ONE;
        }
        if (speed.compareTo(SLOWEST) < 0 || speed.compareTo(FASTEST) > 0) {
            at.error("must lie between 0.25 and 4");
            return Rational.ONE;
        }
        return speed;
    }

    /** A clip's {@code fit}, {@code crop}, {@code rotate} and {@code effects}. */
    static Look look(JsonCursor clip) {
        return new Look(
                fit(clip),
                crop(clip.field("crop")),
                rotate(clip.field("rotate")),
                effects(clip.field("effects")));
    }

    private static Fit fit(JsonCursor clip) {
        String name = clip.text("fit");
        JsonCursor at = clip.field("fit");
        if (at == null || name == null) {
            return Fit.CONTAIN;
        }
        for (Fit fit : Fit.values()) {
            if (fit.wireName().equals(name)) {
                return fit;
            }
        }
        at.error("must be one of " + names(Arrays.stream(Fit.values()).map(Fit::wireName)));
        return Fit.CONTAIN;
    }

    private static @Nullable Crop crop(@Nullable JsonCursor at) {
        if (at == null || !at.isObject("crop") || at.node.isEmpty()) {
            return null;
        }
        at.warnOfFieldsBeyond(CROP_FIELDS);
        Rational x = from0(at, "x");
        Rational y = from0(at, "y");
        Rational width = side(at, "width");
        Rational height = side(at, "height");
        if (x == null || y == null || width == null || height == null) {
            return null;
        }
        Crop crop = new Crop(x, y, width, height);
        if (!crop.isRelative()) {
            for (String side : List.of("width", "height")) {
                Rational pixels = side.equals("width") ? width : height;
                JsonCursor place = at.field(side);
                if (pixels.compareTo(Rational.ONE) < 0 && place != null) {
                    place.error(
                            "is less than a pixel; where one number is above 1, all four are pixels");
                    return null;
                }
            }
            return crop;
        }
        if (x.plus(width).compareTo(Rational.ONE) > 0) {
            at.error(
                    "x + width reaches beyond the picture: "
                            + said(x.plus(width))
                            + " of its width");
        }
        if (y.plus(height).compareTo(Rational.ONE) > 0) {
            at.error(
                    "y + height reaches beyond the picture: "
                            + said(y.plus(height))
                            + " of its height");
        }
        return crop;
    }

    private static @Nullable Rational from0(JsonCursor crop, String field) {
        JsonCursor at = crop.field(field);
        if (at == null) {
            return Rational.ZERO;
        }
        Rational value = at.number();
        if (value != null && value.signum() < 0) {
            at.error("must not be negative");
            return null;
        }
        return value;
    }

    private static @Nullable Rational side(JsonCursor crop, String field) {
        JsonCursor at = crop.field(field);
        if (at == null) {
            crop.error("a crop needs \"width\" and \"height\"");
            return null;
        }
        Rational value = at.number();
        if (value != null && value.signum() <= 0) {
            at.error("must be above 0");
            return null;
        }
        return value;
    }

    private static Rational rotate(@Nullable JsonCursor at) {
        Rational degrees = at == null ? null : at.number();
        if (degrees == null) {
            return Rational.ZERO;
        }
        long turns = degrees.dividedBy(FULL_TURN).floor();
        return degrees.minus(FULL_TURN.times(turns));
    }

    private static List<Effect> effects(@Nullable JsonCursor list) {
        List<Effect> effects = new ArrayList<>();
        if (list == null || !list.isArray("effects")) {
            return effects;
        }
        if (list.node.size() > MOST_EFFECTS) {
            list.error("at most " + MOST_EFFECTS + " effects on one clip");
            return effects;
        }
        for (JsonCursor at : list.elements()) {
            Effect effect = effect(at);
            if (effect != null) {
                effects.add(effect);
            }
        }
        return effects;
    }

    private static @Nullable Effect effect(JsonCursor at) {
        String name;
        if (at.node.isTextual()) {
            name = at.node.textValue();
        } else if (at.node.isObject()) {
            at.warnOfFieldsBeyond(EFFECT_FIELDS);
            name = at.text("type");
            if (at.field("type") == null) {
                at.error("an effect needs a \"type\"");
            }
        } else {
            at.error("must be an effect's name or {\"type\", \"amount\"}, not " + at.kind());
            return null;
        }
        if (name == null) {
            return null;
        }
        Kind kind = Kind.named(name);
        if (kind == null) {
            at.error(
                    "unknown effect; known are "
                            + names(Arrays.stream(Kind.values()).map(Kind::wireName)));
            return null;
        }
        return switch (kind) {
            case GRAYSCALE -> new Effect.Grayscale();
            case BRIGHTNESS -> new Effect.Brightness(amount(at, kind));
            case CONTRAST -> new Effect.Contrast(amount(at, kind));
            case SATURATION -> new Effect.Saturation(amount(at, kind));
            case SHARPEN -> new Effect.Sharpen(amount(at, kind));
            case DENOISE -> new Effect.Denoise(amount(at, kind));
            case LUT -> lut(at);
        };
    }

    private static Rational amount(JsonCursor effect, Kind kind) {
        JsonCursor at = effect.field("amount");
        if (kind.least == null || kind.most == null || kind.usual == null) {
            return Rational.ZERO;
        }
        if (at == null) {
            return Rational.parse(kind.usual);
        }
        Rational amount = at.number();
        if (amount == null) {
            return Rational.ZERO;
        }
        if (amount.compareTo(Rational.parse(kind.least)) < 0
                || amount.compareTo(Rational.parse(kind.most)) > 0) {
            at.error(
                    "the amount of %s must lie between %s and %s"
                            .formatted(kind.wireName(), kind.least, kind.most));
        }
        return amount;
    }

    private static @Nullable Effect lut(JsonCursor at) {
        String key = at.node.isObject() ? at.asset("s3Key", AssetKind.LUT) : null;
        if (at.field("s3Key") == null) {
            at.error("a lut needs the \"s3Key\" of a .cube file");
        }
        return key == null ? null : new Effect.Lut(key);
    }

    private static String names(Stream<String> names) {
        return names.collect(Collectors.joining(", "));
    }

    private static String said(Rational number) {
        return number.toDecimal().toPlainString();
    }
}
