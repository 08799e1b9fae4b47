package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.Anchor;
import dev.rushes.common.plan.layers.Background;
import dev.rushes.common.plan.layers.Captions;
import dev.rushes.common.plan.layers.ChromaKey;
import dev.rushes.common.plan.layers.Colour;
import dev.rushes.common.plan.layers.LayerItem;
import dev.rushes.common.plan.layers.Layers;
import dev.rushes.common.plan.layers.Length;
import dev.rushes.common.plan.layers.MainLayer;
import dev.rushes.common.plan.layers.Overlay;
import dev.rushes.common.plan.layers.Place;
import dev.rushes.common.plan.layers.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what is laid below, around and over the clips: a scene's layers, the programme's overlays, the captions. */
final class LayersReader {
    static final Set<String> LAYERS_FIELDS =
            Set.of("background", "main", "overlay", "text", "audio");
    static final Set<String> BACKGROUND_FIELDS =
            Set.of("colour", "color", "image", "video", "fit", "loop");
    static final Set<String> MAIN_FIELDS =
            Set.of("place", "position", "margin", "x", "y", "scale", "opacity", "chromaKey");
    static final Set<String> CHROMA_KEY_FIELDS = Set.of("colour", "color", "similarity", "blend");
    static final Set<String> CAPTIONS_FIELDS = Set.of("s3Key", "mode", "sourceKey", "style");
    static final Set<String> CAPTION_STYLE_FIELDS =
            ItemReader.plus(
                    TextStyleReader.FIELDS, "place", "position", "margin", "x", "y", "opacity");

    /** Each item of a layer costs a pass over its part of every picture. */
    private static final int MOST_ITEMS = 100;

    private static final Colour GREEN = new Colour(0x00ff00, 255);
    private static final Rational DEFAULT_SIMILARITY = Rational.of(3, 25);
    private static final Rational DEFAULT_BLEND = Rational.of(2, 25);

    private LayersReader() {}

    /** The fields of each kind of object here. */
    static Map<String, Set<String>> knownFields() {
        return Map.ofEntries(
                Map.entry("layers", LAYERS_FIELDS),
                Map.entry("background", BACKGROUND_FIELDS),
                Map.entry("main", MAIN_FIELDS),
                Map.entry("chromaKey", CHROMA_KEY_FIELDS),
                Map.entry("overlay", ItemReader.OVERLAY_FIELDS),
                Map.entry("text", ItemReader.TEXT_FIELDS),
                Map.entry("place", ItemReader.PLACE_FIELDS),
                Map.entry("box", TextStyleReader.BOX_FIELDS),
                Map.entry("outline", TextStyleReader.OUTLINE_FIELDS),
                Map.entry("shadow", TextStyleReader.SHADOW_FIELDS),
                Map.entry("captions", CAPTIONS_FIELDS),
                Map.entry("captionStyle", CAPTION_STYLE_FIELDS));
    }

    /** A scene's layers without their sound. */
    static Layers layers(@Nullable JsonCursor at) {
        if (at == null || isEmptyList(at) || !at.isObject("layers")) {
            return Layers.NONE;
        }
        at.warnOfFieldsBeyond(LAYERS_FIELDS);
        List<Overlay> overlays = new ArrayList<>();
        for (JsonCursor one : Fields.oneOrMore(at.field("overlay"), "an overlay", MOST_ITEMS)) {
            Overlay overlay = ItemReader.overlay(one);
            if (overlay != null) {
                overlays.add(overlay);
            }
        }
        List<Text> texts = new ArrayList<>();
        for (JsonCursor one : Fields.oneOrMore(at.field("text"), "a text", MOST_ITEMS)) {
            Text text = ItemReader.text(one);
            if (text != null) {
                texts.add(text);
            }
        }
        return new Layers(
                background(at.field("background")), main(at.field("main")), overlays, texts);
    }

    /** Clients send an empty array for "none" of anything. */
    private static boolean isEmptyList(JsonCursor at) {
        return at.node.isArray() && at.node.isEmpty();
    }

    /** The programme's overlays, in drawing order. */
    static List<LayerItem> overlays(@Nullable JsonCursor at) {
        List<LayerItem> items = new ArrayList<>();
        for (JsonCursor one : Fields.oneOrMore(at, "an overlay", MOST_ITEMS)) {
            LayerItem item = ItemReader.item(one);
            if (item != null) {
                items.add(item);
            }
        }
        return items;
    }

    private static @Nullable Background background(@Nullable JsonCursor at) {
        if (at == null) {
            return null;
        }
        if (at.node.isTextual()) {
            return Fields.colour(at).map(Background.Plain::new).orElse(null);
        }
        if (!at.isObject("a background") || at.node.isEmpty()) {
            return null;
        }
        at.warnOfFieldsBeyond(BACKGROUND_FIELDS);
        boolean colour = at.node.hasNonNull("colour") || at.node.hasNonNull("color");
        boolean image = at.node.hasNonNull("image");
        boolean video = at.node.hasNonNull("video");
        if ((colour ? 1 : 0) + (image ? 1 : 0) + (video ? 1 : 0) != 1) {
            at.error("needs one of \"colour\", \"image\" and \"video\"");
        }
        Fit fit = Fields.word(at, "fit", LayersReader::fit, "cover, contain, stretch, blur");
        boolean loop = Fields.flag(at, "loop", true);
        if (colour) {
            return new Background.Plain(Fields.colour(at, Colour.BLACK));
        }
        String imageKey = at.asset("image", AssetKind.IMAGE);
        String videoKey = at.asset("video", AssetKind.VIDEO);
        Fit wanted = fit == null ? Fit.COVER : fit;
        if (imageKey != null) {
            return new Background.Image(imageKey, wanted);
        }
        return videoKey == null ? null : new Background.Video(videoKey, wanted, loop);
    }

    private static Optional<Fit> fit(String name) {
        for (Fit fit : Fit.values()) {
            if (fit.wireName().equals(name)) {
                return Optional.of(fit);
            }
        }
        return Optional.empty();
    }

    private static MainLayer main(@Nullable JsonCursor at) {
        if (at == null || !at.isObject("main")) {
            return MainLayer.FULL;
        }
        at.warnOfFieldsBeyond(MAIN_FIELDS);
        Place place = ItemReader.place(at, Anchor.CENTER, Length.ZERO);
        Rational scale =
                Fields.number(at, "scale", Rational.ONE, Rational.of(1, 20), Rational.of(2));
        JsonCursor key = at.field("chromaKey");
        MainLayer main =
                new MainLayer(
                        place, scale, ItemReader.opacity(at), key == null ? null : chromaKey(key));
        // A full picture lies where it lies, whatever its anchor is called.
        return scale.equals(Rational.ONE)
                        && main.place().x() == null
                        && main.place().y() == null
                        && main.place().margin().value().signum() == 0
                ? new MainLayer(MainLayer.FULL.place(), scale, main.opacity(), main.chromaKey())
                : main;
    }

    private static @Nullable ChromaKey chromaKey(JsonCursor at) {
        if (at.node.isBoolean()) {
            return at.node.booleanValue()
                    ? new ChromaKey(GREEN.rgb(), DEFAULT_SIMILARITY, DEFAULT_BLEND)
                    : null;
        }
        if (at.node.isTextual()) {
            return new ChromaKey(
                    Fields.colour(at).orElse(GREEN).rgb(), DEFAULT_SIMILARITY, DEFAULT_BLEND);
        }
        if (!at.isObject("chromaKey")) {
            return null;
        }
        at.warnOfFieldsBeyond(CHROMA_KEY_FIELDS);
        return new ChromaKey(
                Fields.colour(at, GREEN).rgb(),
                Fields.number(
                        at, "similarity", DEFAULT_SIMILARITY, Rational.of(1, 1000), Rational.ONE),
                Fields.number(at, "blend", DEFAULT_BLEND, Rational.ZERO, Rational.ONE));
    }

    static @Nullable Captions captions(@Nullable JsonCursor at) {
        if (at == null || isEmptyList(at) || !at.isObject("captions") || at.node.isEmpty()) {
            return null;
        }
        at.warnOfFieldsBeyond(CAPTIONS_FIELDS);
        if (at.field("s3Key") == null) {
            at.error("\"s3Key\" is required");
        }
        String key = at.asset("s3Key", AssetKind.CAPTIONS);
        Captions.Mode mode = Fields.word(at, "mode", LayersReader::mode, "burn, sidecar, both");
        String take = at.text("sourceKey");
        JsonCursor style = at.field("style");
        JsonCursor look = style != null && style.isObject("a style") ? style : null;
        if (look != null) {
            look.warnOfFieldsBeyond(CAPTION_STYLE_FIELDS);
        }
        JsonCursor read = look == null ? at.empty("style") : look;
        var words = TextStyleReader.style(read, TextPreset.CAPTION, ItemReader.opacity(read));
        Place place =
                ItemReader.place(read, TextPreset.CAPTION.anchor(), ItemReader.DEFAULT_MARGIN);
        return key == null
                ? null
                : new Captions(
                        at.pointer,
                        key,
                        mode == null ? Captions.Mode.BURN : mode,
                        take,
                        words,
                        place);
    }

    private static Optional<Captions.Mode> mode(String name) {
        return switch (name) {
            case "burn", "burned", "burn_in" -> Optional.of(Captions.Mode.BURN);
            case "sidecar", "beside" -> Optional.of(Captions.Mode.SIDECAR);
            case "both" -> Optional.of(Captions.Mode.BOTH);
            default -> Optional.empty();
        };
    }
}
