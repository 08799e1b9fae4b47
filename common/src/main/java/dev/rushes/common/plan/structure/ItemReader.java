package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.Anchor;
import dev.rushes.common.plan.layers.LayerItem;
import dev.rushes.common.plan.layers.Length;
import dev.rushes.common.plan.layers.Motion;
import dev.rushes.common.plan.layers.Overlay;
import dev.rushes.common.plan.layers.Place;
import dev.rushes.common.plan.layers.Span;
import dev.rushes.common.plan.layers.Text;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads overlays and texts: what they are, where they lie, when they are seen, how they come and go. */
final class ItemReader {
    private static final Set<String> WHERE_AND_WHEN =
            Set.of(
                    "place",
                    "position",
                    "margin",
                    "x",
                    "y",
                    "opacity",
                    "start",
                    "end",
                    "duration",
                    "fadeIn",
                    "fadeOut",
                    "animation");

    static final Set<String> OVERLAY_FIELDS =
            plus(WHERE_AND_WHEN, "image", "video", "s3Key", "width", "height", "scale", "loop");
    static final Set<String> TEXT_FIELDS =
            plus(plus(WHERE_AND_WHEN, "text", "style"), TextStyleReader.FIELDS);
    static final Set<String> PLACE_FIELDS = Set.of("anchor", "x", "y", "margin");
    static final Set<String> ANIMATION_FIELDS = Set.of("type", "duration", "in", "out");

    private static final Rational DEFAULT_MOTION = Rational.of(1, 2);
    private static final Rational LONGEST_MOTION = Rational.of(3600);
    private static final Rational MOST_PIXELS = Rational.of(16_384);
    private static final Rational LARGEST_SCALE = Rational.of(16);

    /** Keeps what stands at an edge inside what every screen shows. */
    static final Length DEFAULT_MARGIN = Length.part(Rational.of(1, 20));

    private static final String ANCHORS =
            "top_left, top, top_right, left, center, right, bottom_left, bottom, bottom_right,"
                    + " lower_third";

    private static final Map<String, Motion.Kind> MOTIONS =
            Map.of(
                    "none", Motion.Kind.NONE,
                    "fade", Motion.Kind.FADE,
                    "slide_left", Motion.Kind.SLIDE_LEFT,
                    "slide_right", Motion.Kind.SLIDE_RIGHT,
                    "slide_up", Motion.Kind.SLIDE_UP,
                    "slide_down", Motion.Kind.SLIDE_DOWN);

    private ItemReader() {}

    static Set<String> plus(Set<String> fields, String... more) {
        return plus(fields, Set.of(more));
    }

    private static Set<String> plus(Set<String> fields, Set<String> more) {
        Set<String> all = new TreeSet<>(fields);
        all.addAll(more);
        return Set.copyOf(all);
    }

    /** An item of the programme's {@code overlays}: a text where it has one. */
    static @Nullable LayerItem item(JsonCursor at) {
        return at.node.has("text") ? text(at) : overlay(at);
    }

    static @Nullable Overlay overlay(JsonCursor at) {
        at.warnOfFieldsBeyond(OVERLAY_FIELDS);
        String image = at.asset("image", AssetKind.IMAGE);
        String video = at.asset("video", AssetKind.VIDEO);
        String either = at.asset("s3Key", AssetKind.IMAGE_OR_VIDEO);
        int given =
                (at.node.hasNonNull("image") ? 1 : 0)
                        + (at.node.hasNonNull("video") ? 1 : 0)
                        + (at.node.hasNonNull("s3Key") ? 1 : 0);
        if (given != 1) {
            at.error("needs one of \"image\", \"video\" and \"s3Key\"");
        }
        Place place = place(at, Anchor.CENTER, DEFAULT_MARGIN);
        Length width = Fields.length(at, "width", true, false, MOST_PIXELS);
        Length height = Fields.length(at, "height", true, false, MOST_PIXELS);
        refuseZero(at, "width", width);
        refuseZero(at, "height", height);
        Rational scale =
                Fields.number(at, "scale", Rational.ONE, Rational.of(1, 1000), LARGEST_SCALE);
        Rational opacity = opacity(at);
        boolean loop = Fields.flag(at, "loop", false);
        Span span = span(at);
        Motion in = motion(at, "in", "fadeIn", place);
        Motion out = motion(at, "out", "fadeOut", place);
        String key = image != null ? image : video != null ? video : either;
        if (key == null) {
            return null;
        }
        return new Overlay(
                at.pointer,
                key,
                image != null
                        ? Overlay.Kind.IMAGE
                        : video != null ? Overlay.Kind.VIDEO : Overlay.Kind.EITHER,
                place,
                width,
                height,
                scale,
                opacity,
                loop,
                span,
                in,
                out);
    }

    static @Nullable Text text(JsonCursor at) {
        at.warnOfFieldsBeyond(TEXT_FIELDS);
        TextPreset preset = TextPreset.PLAIN;
        TextPreset named = Fields.word(at, "style", TextPreset::named, TextPreset.knownNames());
        if (named != null) {
            preset = named;
        }
        JsonCursor words = at.field("text");
        String text = at.text("text");
        if (words == null) {
            at.error("\"text\" is required");
        }
        Place place = place(at, preset.anchor(), DEFAULT_MARGIN);
        if (preset.equals(TextPreset.LOWER_THIRD) && !hasPlace(at)) {
            place = lowerThird(at);
        }
        Span span = span(at);
        Motion in = motion(at, "in", "fadeIn", place);
        Motion out = motion(at, "out", "fadeOut", place);
        var style = TextStyleReader.style(at, preset, opacity(at));
        return text == null ? null : new Text(at.pointer, text, style, place, span, in, out);
    }

    private static boolean hasPlace(JsonCursor at) {
        return at.node.hasNonNull("place")
                || at.node.hasNonNull("position")
                || at.node.hasNonNull("x")
                || at.node.hasNonNull("y");
    }

    static Rational opacity(JsonCursor at) {
        return Fields.number(at, "opacity", Rational.ONE, Rational.ZERO, Rational.ONE);
    }

    private static void refuseZero(JsonCursor at, String field, @Nullable Length length) {
        JsonCursor where = at.field(field);
        if (where != null && length != null && length.value().signum() == 0) {
            where.error("must be above 0");
        }
    }

    /** {@code place} (or {@code position}): an anchor's name, or an object; {@code x} and {@code y} may stand beside. */
    static Place place(JsonCursor at, Anchor fallback, Length usualMargin) {
        JsonCursor place = at.field("place");
        if (place != null && at.field("position") != null) {
            place.error("\"place\" and \"position\" are two names of the same: give one");
        }
        if (place == null) {
            place = at.field("position");
        }
        Length margin = Fields.length(at, "margin", false, false, MOST_PIXELS);
        JsonCursor numbers = at;
        Anchor anchor = null;
        if (place != null && place.node.isTextual()) {
            if (isLowerThird(place.node.textValue())) {
                return lowerThird(at);
            }
            anchor = Anchor.named(place.node.textValue()).orElse(null);
            if (anchor == null) {
                place.error("must be one of " + ANCHORS);
            }
        } else if (place != null && place.isObject("a place")) {
            place.warnOfFieldsBeyond(PLACE_FIELDS);
            numbers = place;
            anchor = Fields.word(place, "anchor", Anchor::named, ANCHORS);
            Length inner = Fields.length(place, "margin", false, false, MOST_PIXELS);
            margin = inner == null ? margin : inner;
        }
        Length x = Fields.length(numbers, "x", true, true, MOST_PIXELS);
        Length y = Fields.length(numbers, "y", true, true, MOST_PIXELS);
        if (anchor == null) {
            anchor = x != null || y != null ? Anchor.TOP_LEFT : fallback;
        }
        return new Place(anchor, x, y, margin == null ? usualMargin : margin);
    }

    private static boolean isLowerThird(String name) {
        return name.replace('-', '_').equalsIgnoreCase("lower_third");
    }

    /** Where names of people stand: at the left, its lower edge an eighth above the output's. */
    private static Place lowerThird(JsonCursor at) {
        Length margin = Fields.length(at, "margin", false, false, MOST_PIXELS);
        return new Place(
                Anchor.BOTTOM_LEFT,
                null,
                Length.part(Rational.of(7, 8)),
                margin == null ? DEFAULT_MARGIN : margin);
    }

    private static Span span(JsonCursor at) {
        Rational start = Fields.time(at, "start");
        Rational from = start == null ? Rational.ZERO : start;
        Rational end = Fields.time(at, "end");
        Rational duration = Fields.time(at, "duration");
        if (end != null && duration != null) {
            at.error("\"end\" and \"duration\" say the same: give one");
        }
        Rational to = end != null ? end : duration != null ? from.plus(duration) : null;
        if (to != null && to.compareTo(from) <= 0) {
            at.error(
                    "ends at "
                            + Fields.said(to)
                            + " s, not after its start at "
                            + Fields.said(from)
                            + " s");
            return Span.ALL;
        }
        return new Span(from, to);
    }

    /** How it comes or goes: {@code fadeIn} and {@code fadeOut} in seconds, or {@code animation}. */
    private static Motion motion(JsonCursor at, String side, String fade, Place place) {
        JsonCursor seconds = at.field(fade);
        JsonCursor animation = at.field("animation");
        Motion motion = animation == null ? Motion.NONE : animation(animation, side, place);
        if (seconds == null) {
            return motion;
        }
        Rational length = Fields.number(seconds, Rational.ZERO, LONGEST_MOTION);
        if (motion.kind() != Motion.Kind.NONE) {
            seconds.error("\"" + fade + "\" and \"animation\" both say how it moves: give one");
        }
        return length == null || length.signum() == 0
                ? motion
                : new Motion(Motion.Kind.FADE, length);
    }

    private static Motion animation(JsonCursor at, String side, Place place) {
        if (at.node.isObject() && (at.node.has("in") || at.node.has("out"))) {
            if (side.equals("in")) {
                at.warnOfFieldsBeyond(ANIMATION_FIELDS);
            }
            JsonCursor one = at.field(side);
            return one == null ? Motion.NONE : oneMotion(one, side, place, false);
        }
        // One for both sides: its faults are said once.
        return oneMotion(at, side, place, side.equals("out"));
    }

    private static Motion oneMotion(JsonCursor at, String side, Place place, boolean saidBefore) {
        Rational duration = DEFAULT_MOTION;
        String name = at.node.isTextual() ? at.node.textValue() : null;
        if (at.node.isObject()) {
            JsonCursor type = at.field("type");
            name = type != null && type.node.isTextual() ? type.node.textValue() : null;
            JsonCursor length = at.field("duration");
            if (length != null) {
                Rational given =
                        saidBefore
                                ? length.node.isNumber() ? length.number() : null
                                : Fields.number(length, Rational.ZERO, LONGEST_MOTION);
                duration = given == null ? duration : given;
            }
            if (!saidBefore) {
                at.warnOfFieldsBeyond(Set.of("type", "duration"));
            }
        }
        Motion.Kind kind = name == null ? null : kind(name, side, place).orElse(null);
        if (kind == null) {
            if (!saidBefore) {
                at.error(
                        "must be an animation's name or {\"type\", \"duration\"}; known are none,"
                                + " fade, slide, slide_left, slide_right, slide_up, slide_down");
            }
            return Motion.NONE;
        }
        return kind == Motion.Kind.NONE || duration.signum() == 0
                ? Motion.NONE
                : new Motion(kind, duration);
    }

    /** A plain slide comes from the edge that is nearest to its place, and goes there. */
    private static Optional<Motion.Kind> kind(String name, String side, Place place) {
        String plain = name.replace('-', '_');
        if (!plain.equals("slide")) {
            return Optional.ofNullable(MOTIONS.get(plain));
        }
        boolean in = side.equals("in");
        Anchor anchor = place.anchor();
        if (anchor.halvesAcross() == 0) {
            return Optional.of(in ? Motion.Kind.SLIDE_RIGHT : Motion.Kind.SLIDE_LEFT);
        }
        if (anchor.halvesAcross() == 2) {
            return Optional.of(in ? Motion.Kind.SLIDE_LEFT : Motion.Kind.SLIDE_RIGHT);
        }
        boolean top = anchor.halvesDown() == 0;
        return Optional.of(in == top ? Motion.Kind.SLIDE_DOWN : Motion.Kind.SLIDE_UP);
    }
}
