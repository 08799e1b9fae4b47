package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what files a plan asks for. */
final class DeliveryReader {
    static final Set<String> VARIANT_FIELDS = Set.of("name", "aspect", "width", "height", "fit");

    private static final Pattern ASPECT = Pattern.compile("([1-9][0-9]{0,3}):([1-9][0-9]{0,3})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 :._-]{0,39}");
    private static final Rational MOST_OBLONG = Rational.of(4);

    /** GIF tells time in hundredths of a second, and browsers slow down what shows a picture for only one. */
    private static final Rational FASTEST_GIF = Rational.of(50);

    private DeliveryReader() {}

    static Delivery delivery(JsonCursor output, @Nullable Rational frameRate, int maxSide) {
        Container container = container(output);
        VideoCodec codec = codec(output, container);
        if (container == Container.GIF
                && frameRate != null
                && frameRate.compareTo(FASTEST_GIF) > 0) {
            JsonCursor at = output.field("frameRate");
            (at == null ? output : at).error("a GIF shows at most 50 frames a second");
        }
        JsonCursor variants = output.field("variants");
        return new Delivery(
                container, codec, variants == null ? List.of() : variants(variants, maxSide));
    }

    private static @Nullable Container container(JsonCursor output) {
        JsonCursor at = output.field("format");
        String name = output.text("format");
        if (at == null || name == null) {
            return null;
        }
        for (Container container : Container.values()) {
            if (container.wireName().equals(name)) {
                return container;
            }
        }
        at.error("must be mp4, webm or gif");
        return null;
    }

    private static @Nullable VideoCodec codec(JsonCursor output, @Nullable Container container) {
        JsonCursor at = output.field("codec");
        String name = output.text("codec");
        if (at == null || name == null) {
            return null;
        }
        if (container == Container.WEBM || container == Container.GIF) {
            boolean own = name.equals(container == Container.WEBM ? "vp9" : "gif");
            if (!own) {
                at.error(
                        container == Container.WEBM
                                ? "a webm is coded in vp9; h264 and h265 are for mp4"
                                : "a gif has no other codec; h264 and h265 are for mp4");
            }
            return null;
        }
        for (VideoCodec codec : VideoCodec.values()) {
            if (codec.wireName().equals(name)) {
                return codec;
            }
        }
        at.error("must be h264 or h265");
        return null;
    }

    static List<Variant> variants(JsonCursor list, int maxSide) {
        List<Variant> variants = new ArrayList<>();
        if (!list.isArray("variants")) {
            return variants;
        }
        if (list.node.size() > Variant.MOST) {
            list.error("at most " + Variant.MOST + " variants");
            return variants;
        }
        Set<String> files = new HashSet<>();
        for (JsonCursor entry : list.elements()) {
            Variant variant = variant(entry, maxSide);
            if (variant == null) {
                continue;
            }
            if (!files.add(fileName(variant.name()))) {
                entry.error("there is a variant called \"" + variant.name() + "\" already");
            }
            variants.add(variant);
        }
        return variants;
    }

    /** Names that differ in case and signs only would share a file. */
    static String fileName(String name) {
        return name.toLowerCase(Locale.ROOT).replace(':', 'x').replaceAll("[^a-z0-9._-]", "-");
    }

    private static @Nullable Variant variant(JsonCursor at, int maxSide) {
        if (at.node.isTextual()) {
            Rational aspect = aspect(at);
            return aspect == null
                    ? null
                    : new Variant(at.node.textValue(), aspect, null, null, null);
        }
        if (!at.node.isObject()) {
            at.error("must be an aspect such as \"9:16\" or an object, not " + at.kind());
            return null;
        }
        at.warnOfFieldsBeyond(VARIANT_FIELDS);
        JsonCursor aspectAt = at.field("aspect");
        Rational aspect = aspectAt == null ? null : aspect(aspectAt);
        Integer width = EditStructureReader.side(at.field("width"), maxSide);
        Integer height = EditStructureReader.side(at.field("height"), maxSide);
        boolean sized = at.field("width") != null || at.field("height") != null;
        if (sized == (aspectAt != null)
                || (at.field("width") == null) != (at.field("height") == null)) {
            at.error("a variant has either an \"aspect\" or \"width\" and \"height\"");
            return null;
        }
        Fit fit = fit(at);
        String name = name(at);
        if (aspect == null && (width == null || height == null)) {
            return null;
        }
        String usual = aspectAt == null ? width + "x" + height : String.valueOf(at.text("aspect"));
        return new Variant(name == null ? usual : name, aspect, width, height, fit);
    }

    private static @Nullable String name(JsonCursor variant) {
        JsonCursor at = variant.field("name");
        String name = variant.text("name");
        if (at != null && name != null && !NAME.matcher(name).matches()) {
            at.error(
                    "must begin with a letter or a digit and have at most 40 letters, digits, spaces or : . _ -");
            return null;
        }
        return name;
    }

    private static @Nullable Fit fit(JsonCursor variant) {
        JsonCursor at = variant.field("fit");
        String name = variant.text("fit");
        if (at == null || name == null) {
            return null;
        }
        for (Fit fit : Fit.values()) {
            if (fit.wireName().equals(name)) {
                return fit;
            }
        }
        at.error("must be contain, cover, stretch or blur");
        return null;
    }

    private static @Nullable Rational aspect(JsonCursor at) {
        Matcher sides = ASPECT.matcher(at.node.isTextual() ? at.node.textValue() : "");
        if (!sides.matches()) {
            at.error("must be width by height such as \"9:16\"");
            return null;
        }
        Rational aspect =
                Rational.of(Long.parseLong(sides.group(1)), Long.parseLong(sides.group(2)));
        if (aspect.compareTo(MOST_OBLONG) > 0
                || Rational.ONE.dividedBy(aspect).compareTo(MOST_OBLONG) > 0) {
            at.error("must lie between 1:4 and 4:1");
            return null;
        }
        return aspect;
    }
}
