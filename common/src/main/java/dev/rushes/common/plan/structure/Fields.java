package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.Colour;
import dev.rushes.common.plan.layers.Length;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields that many kinds of layers have; what is missing or wrong (then said) is the default. */
final class Fields {
    private static final Pattern HEX =
            Pattern.compile("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})");

    private static final Map<String, Colour> NAMED =
            Map.of(
                    "white", Colour.WHITE,
                    "black", Colour.BLACK,
                    "red", new Colour(0xff0000, 255),
                    "green", new Colour(0x00ff00, 255),
                    "blue", new Colour(0x0000ff, 255),
                    "yellow", new Colour(0xffff00, 255),
                    "cyan", new Colour(0x00ffff, 255),
                    "magenta", new Colour(0xff00ff, 255),
                    "grey", new Colour(0x808080, 255),
                    "transparent", new Colour(0x000000, 0));

    private Fields() {}

    /** The number of a field, from {@code least} to {@code most}. */
    static Rational number(
            JsonCursor at, String field, Rational fallback, Rational least, Rational most) {
        Rational number = number(at.field(field), least, most);
        return number == null ? fallback : number;
    }

    static @Nullable Rational number(@Nullable JsonCursor at, Rational least, Rational most) {
        Rational number = at == null ? null : at.number();
        if (at == null || number == null) {
            return null;
        }
        if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
            at.error("must lie between " + said(least) + " and " + said(most));
            return null;
        }
        return number;
    }

    /** Seconds of a time on a scene or the programme. */
    static @Nullable Rational time(JsonCursor at, String field) {
        JsonCursor time = at.field(field);
        Rational seconds = time == null ? null : time.number();
        if (time != null && seconds != null && seconds.signum() < 0) {
            time.error("must not be negative");
            return null;
        }
        return seconds;
    }

    /**
     * A length on the picture: from 0 to {@code bound} a part of a side, from there on pixels.
     *
     * @param boundIsPart whether the bound itself is a part
     */
    static @Nullable Length length(
            JsonCursor at, String field, boolean boundIsPart, boolean negative, Rational most) {
        JsonCursor length = at.field(field);
        Rational value = number(length, negative ? Rational.ZERO.minus(most) : Rational.ZERO, most);
        if (value == null) {
            return null;
        }
        int beyond = value.abs().compareTo(Rational.ONE);
        return beyond < 0 || (beyond == 0 && boundIsPart)
                ? Length.part(value)
                : Length.pixels(value);
    }

    static boolean flag(JsonCursor at, String field, boolean fallback) {
        JsonCursor flag = at.field(field);
        if (flag == null) {
            return fallback;
        }
        if (!flag.node.isBoolean()) {
            flag.error("must be true or false, not " + flag.kind());
            return fallback;
        }
        return flag.node.booleanValue();
    }

    /** A colour under either spelling of the field. */
    static Colour colour(JsonCursor at, Colour fallback) {
        JsonCursor colour = at.field("colour");
        if (colour == null) {
            colour = at.field("color");
        }
        return colour == null ? fallback : colour(colour).orElse(fallback);
    }

    static Optional<Colour> colour(JsonCursor at) {
        String text = at.node.isTextual() ? at.node.textValue() : "";
        Colour named = NAMED.get(text);
        if (named != null) {
            return Optional.of(named);
        }
        if (!HEX.matcher(text).matches()) {
            at.error("must be a colour such as #101820, #10182080 (with alpha) or white");
            return Optional.empty();
        }
        if (text.length() == 4) {
            text = text.replaceAll("([0-9a-fA-F])", "$1$1");
        }
        int rgb = Integer.parseInt(text, 1, 7, 16);
        return Optional.of(
                new Colour(rgb, text.length() == 9 ? Integer.parseInt(text, 7, 9, 16) : 255));
    }

    /** One of several words. */
    static <T> @Nullable T word(
            JsonCursor at, String field, Function<String, Optional<T>> named, String known) {
        String word = at.text(field);
        JsonCursor where = at.field(field);
        if (word == null || where == null) {
            return null;
        }
        T found = named.apply(word).orElse(null);
        if (found == null) {
            where.error("must be one of " + known);
        }
        return found;
    }

    /** The objects of a list; one object is as good as a list of one. */
    static List<JsonCursor> oneOrMore(@Nullable JsonCursor at, String what, int most) {
        if (at == null) {
            return List.of();
        }
        if (at.node.isObject()) {
            return List.of(at);
        }
        if (!at.node.isArray()) {
            at.error(what + " must be an object or an array of them, not " + at.kind());
            return List.of();
        }
        if (at.node.size() > most) {
            at.error("there are " + at.node.size() + "; at most " + most + " are allowed");
            return List.of();
        }
        List<JsonCursor> objects = new ArrayList<>();
        for (JsonCursor element : at.elements()) {
            if (element.isObject(what)) {
                objects.add(element);
            }
        }
        return objects;
    }

    static String said(Rational number) {
        return number.toDecimal().stripTrailingZeros().toPlainString();
    }
}
