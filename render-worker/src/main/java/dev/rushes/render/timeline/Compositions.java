package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.Anchor;
import dev.rushes.common.plan.layers.Background;
import dev.rushes.common.plan.layers.LayerItem;
import dev.rushes.common.plan.layers.Layers;
import dev.rushes.common.plan.layers.MainLayer;
import dev.rushes.common.plan.layers.Motion;
import dev.rushes.common.plan.layers.Overlay;
import dev.rushes.common.plan.layers.Place;
import dev.rushes.common.plan.layers.Text;
import dev.rushes.common.plan.structure.Crop;
import dev.rushes.common.plan.structure.Fit;
import dev.rushes.common.plan.structure.Look;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.common.plan.structure.Programme.Part;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.timeline.Composition.Backdrop;
import dev.rushes.render.timeline.Composition.MainPart;
import dev.rushes.render.timeline.Timeline.Placement;
import dev.rushes.render.timeline.Timeline.SceneFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns layers in seconds and parts of the picture into frames and pixels. */
public final class Compositions {
    private final OutputFormat output;
    private final Rational shrink;
    private final Map<String, MediaInfo> sources;

    /**
     * For one output.
     *
     * @param shrink pixels of the picture for one of the output at full size
     * @param sources what each video among the assets was measured to be
     */
    Compositions(OutputFormat output, Rational shrink, Map<String, MediaInfo> sources) {
        this.output = output;
        this.shrink = shrink;
        this.sources = sources;
    }

    /** What the clips of each scene are brought to. */
    List<Canvas> canvases(Programme programme) {
        int scenes = programme.parts().stream().mapToInt(Part::scene).max().orElseThrow() + 1;
        List<Canvas> canvases = new ArrayList<>(scenes);
        for (int i = 0; i < scenes; i++) {
            canvases.add(canvas(programme, i));
        }
        return canvases;
    }

    /** See-through only where a background would otherwise be hidden: alpha costs time. */
    private Canvas canvas(Programme programme, int scene) {
        Layers layers = programme.layersOf(scene);
        MainPart main = main(layers);
        if (main == null) {
            return Canvas.of(output);
        }
        boolean transparent =
                layers.background() != null
                        && programme.parts().stream()
                                .filter(part -> part.scene() == scene)
                                .anyMatch(part -> showsThrough(part, main));
        return new Canvas(main.width(), main.height(), transparent);
    }

    /** Whether something of what lies behind a clip is seen: beside its picture, or through it. */
    private boolean showsThrough(Part part, MainPart main) {
        MediaInfo info = sources.get(part.clip().s3Key());
        Look look = part.clip().look();
        boolean quarters = look.rotate().dividedBy(Rational.of(90)).denominator() == 1;
        if (info == null || info.video() == null || !quarters) {
            return true;
        }
        // A blurred ground fills what the picture's own transparency leaves free.
        if (look.fit() != Fit.BLUR && FrameShape.hasAlpha(info.video().pixelFormat())) {
            return true;
        }
        if (look.fit() != Fit.CONTAIN) {
            return false;
        }
        Rational width = Rational.of(info.video().displayWidth());
        Rational height = Rational.of(info.video().displayHeight());
        Crop crop = look.crop();
        if (crop != null) {
            width = crop.isRelative() ? width.times(crop.width()) : crop.width();
            height = crop.isRelative() ? height.times(crop.height()) : crop.height();
        }
        boolean lying = look.rotate().dividedBy(Rational.of(180)).denominator() == 1;
        Rational aspect = lying ? width.dividedBy(height) : height.dividedBy(width);
        return even(aspect.times(main.height())) != main.width()
                || even(Rational.of(main.width()).dividedBy(aspect)) != main.height();
    }

    /** Every scene in its place. */
    List<SceneFrames> scenes(Programme programme, List<Placement> placements) {
        List<SceneFrames> scenes = new ArrayList<>();
        for (int first = 0; first < placements.size(); ) {
            int last = first;
            int scene = placements.get(first).scene();
            while (last + 1 < placements.size() && placements.get(last + 1).scene() == scene) {
                last++;
            }
            Placement begin = placements.get(first);
            Placement end = placements.get(last);
            long frames = end.end() - begin.start();
            Composition composition = scene(programme.layersOf(scene), frames);
            boolean composed = !composition.isNone();
            scenes.add(
                    new SceneFrames(
                            begin.start(),
                            frames,
                            composed ? begin.fadeIn() : 0,
                            composed ? end.fadeOut() : 0,
                            composition));
            first = last + 1;
        }
        return scenes;
    }

    private Composition scene(Layers layers, long frames) {
        List<LayerItem> items = new ArrayList<>(layers.overlays());
        items.addAll(layers.texts());
        return new Composition(
                backdrop(layers.background()), main(layers), sprites(items, frames), shrink);
    }

    /** What lies over the whole programme. */
    Composition programme(List<LayerItem> items, long frames) {
        return new Composition(null, null, sprites(items, frames), shrink);
    }

    private @Nullable Backdrop backdrop(@Nullable Background background) {
        return switch (background) {
            case null -> null;
            case Background.Video video -> new Backdrop(video, source(video.s3Key()), 0);
            case Background.Image image -> new Backdrop(image, null, 0);
            case Background.Plain plain -> new Backdrop(plain, null, 0);
        };
    }

    private MediaInfo source(String key) {
        MediaInfo info = sources.get(key);
        if (info == null || info.video() == null) {
            throw new BadMedia(key + " has no moving picture");
        }
        return info;
    }

    /** Where the clips lie; null where they fill the picture and nothing is to be seen through them. */
    private @Nullable MainPart main(Layers layers) {
        MainLayer main = layers.main();
        if (main.equals(MainLayer.FULL) && layers.background() == null) {
            return null;
        }
        int width = even(main.scale().times(output.width()));
        int height = even(main.scale().times(output.height()));
        Point at = place(main.place(), width, height, output, shrink);
        return new MainPart(at.x(), at.y(), width, height, main.opacity(), main.chromaKey());
    }

    private static int even(Rational size) {
        return Math.toIntExact(Math.max(2, size.dividedBy(Rational.of(2)).roundHalfUp() * 2));
    }

    private List<Sprite> sprites(List<LayerItem> items, long frames) {
        List<Sprite> sprites = new ArrayList<>();
        for (LayerItem item : items) {
            Sprite sprite = sprite(item, frames);
            if (sprite != null) {
                sprites.add(sprite);
            }
        }
        return sprites;
    }

    private @Nullable Sprite sprite(LayerItem item, long frames) {
        Sprite.Content content =
                switch (item) {
                    case Text text -> new Sprite.Words(text.text(), text.style(), text.place());
                    case Overlay overlay -> picture(overlay);
                };
        long start = frame(item.span().start());
        long end = item.span().end() == null ? own(content, start) : frame(item.span().end());
        // A span between two frames is still seen once.
        end = Math.min(frames, Math.max(end, start + 1));
        if (start >= frames) {
            return null;
        }
        long length = end - start;
        return new Sprite(
                content,
                start,
                length,
                item.in().kind(),
                motion(item.in(), length),
                item.out().kind(),
                motion(item.out(), length),
                0);
    }

    /** A video that nobody told when to end is over when it is. */
    private long own(Sprite.Content content, long start) {
        return content instanceof Sprite.Moving moving && !moving.loop()
                ? start + output.frames(moving.source().duration())
                : Long.MAX_VALUE;
    }

    private long frame(Rational seconds) {
        return seconds.times(output.frameRate()).roundHalfUp();
    }

    private long motion(Motion motion, long length) {
        return motion.kind() == Motion.Kind.NONE
                ? 0
                : Math.min(length, output.frames(motion.duration()));
    }

    private Sprite.Content picture(Overlay overlay) {
        boolean moving =
                switch (overlay.kind()) {
                    case VIDEO -> true;
                    case IMAGE -> false;
                    case EITHER -> sources.containsKey(overlay.s3Key());
                };
        return moving
                ? new Sprite.Moving(
                        overlay.s3Key(),
                        source(overlay.s3Key()),
                        overlay.place(),
                        overlay.width(),
                        overlay.height(),
                        overlay.scale(),
                        overlay.opacity(),
                        overlay.loop())
                : new Sprite.Still(
                        overlay.s3Key(),
                        overlay.place(),
                        overlay.width(),
                        overlay.height(),
                        overlay.scale(),
                        overlay.opacity());
    }

    /** A point of the picture in pixels, both even, since chroma is halved. */
    public record Point(int x, int y) {}

    /** The upper left corner of a thing of that size in its place. */
    public static Point place(
            Place place, int width, int height, OutputFormat output, Rational shrink) {
        int shorter = Math.min(output.width(), output.height());
        Rational margin = place.margin().on(shorter, shrink);
        Anchor anchor = place.anchor();
        Rational x =
                place.x() == null
                        ? edge(anchor.halvesAcross(), output.width(), width, margin)
                        : place.x()
                                .on(output.width(), shrink)
                                .minus(Rational.of((long) anchor.halvesAcross() * width, 2));
        Rational y =
                place.y() == null
                        ? edge(anchor.halvesDown(), output.height(), height, margin)
                        : place.y()
                                .on(output.height(), shrink)
                                .minus(Rational.of((long) anchor.halvesDown() * height, 2));
        return new Point(evenOffset(x), evenOffset(y));
    }

    private static Rational edge(int halves, int whole, int part, Rational margin) {
        return switch (halves) {
            case 0 -> margin;
            case 1 -> Rational.of(whole - part, 2);
            default -> Rational.of(whole - part).minus(margin);
        };
    }

    private static int evenOffset(Rational offset) {
        return Math.toIntExact(offset.dividedBy(Rational.of(2)).roundHalfUp() * 2);
    }
}
