package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Effect;
import dev.rushes.common.plan.structure.Fit;
import dev.rushes.common.plan.structure.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The filter graph that brings one decoded picture to its canvas: cut, scaled with its colours made BT.709 limited,
 * turned, changed by the effects and set on the background. One frame in gives one frame out, and no filter remembers
 * the frame before, so that a frame comes out the same wherever rendering began.
 */
public final class PictureGraph {
    /** The blurred picture behind is this part of the canvas's shorter side soft (one standard deviation). */
    private static final int BLUR = 36;

    /** Transparent pixels around a picture before it is turned, so that its edges come out smooth. */
    private static final int EDGE = 2;

    private final FrameShape shape;
    private final Turn upright;
    private final Look look;
    private final Canvas canvas;
    private final int background;
    private final Set<String> curves;
    private final StringBuilder text = new StringBuilder();
    private int labels;
    private int tables;

    private PictureGraph(
            FrameShape shape,
            Turn upright,
            Look look,
            Canvas canvas,
            int background,
            Set<String> curves) {
        this.shape = shape;
        this.upright = upright;
        this.look = look;
        this.canvas = canvas;
        this.background = background;
        this.curves = Set.copyOf(curves);
    }

    /** Whether the picture is the canvas's already, so that no graph is needed. */
    public static boolean isPlain(FrameShape shape, Turn upright, Look look, Canvas canvas) {
        return upright.equals(Turn.NONE)
                && look.crop() == null
                && look.rotate().signum() == 0
                && look.effects().isEmpty()
                && !canvas.transparent()
                && shape.width() == canvas.width()
                && shape.height() == canvas.height()
                && shape.pixelFormat().equals("yuv420p")
                && shape.pixelAspect().equals(Rational.ONE)
                && !shape.isFullRange()
                && !shape.isWideGamut()
                && shape.effectiveMatrix().equals("bt709");
    }

    /**
     * Whether the result may differ in its last bits between processors: zimg, which maps wide gamuts and high dynamic
     * ranges, and the colour tables calculate in floating point with what the processor offers.
     */
    public static boolean dependsOnProcessor(FrameShape shape, Look look) {
        return shape.isWideGamut() || !tables(look).isEmpty();
    }

    /**
     * The graph as text, for {@code buffer@in0} to {@code buffersink@out}.
     *
     * @param upright how the file says that the decoded picture is to be turned
     * @param background colour behind the picture as 0xRRGGBB, where the canvas is not transparent
     * @param curves keys of the look's tables that hold a curve for each channel rather than a cube
     */
    public static String of(
            FrameShape shape,
            Turn upright,
            Look look,
            Canvas canvas,
            int background,
            Set<String> curves) {
        return new PictureGraph(shape, upright, look, canvas, background, curves).build();
    }

    /** The tables that a look uses, in the order of their filters' indices. */
    public static List<Effect.Lut> tables(Look look) {
        List<Effect.Lut> tables = new ArrayList<>();
        for (Effect effect : look.effects()) {
            if (effect instanceof Effect.Lut table) {
                tables.add(table);
            }
        }
        return tables;
    }

    /** The name of the filter that looks colours up in the table of that index; its option {@code file} is the file. */
    public static String tableFilter(int index, boolean curve) {
        return (curve ? "lut1d@table" : "lut3d@table") + index;
    }

    private String build() {
        text.append(FilterGraphs.source(0, shape));
        if (look.fit() == Fit.BLUR) {
            onItselfBlurred();
        } else {
            alone();
        }
        // Every filter comes with its comma; the first of a branch has none.
        return text.append(",buffersink@out").toString().replace("],", "]");
    }

    private void alone() {
        Framing framing = Framing.of(shape, upright, look, canvas);
        boolean turned = framing.rest().signum() != 0;
        boolean covers =
                framing.width() >= canvas.width()
                        && framing.height() >= canvas.height()
                        && (!turned || look.fit() == Fit.COVER);
        prepare(framing, !look.effects().isEmpty());
        if (turned) {
            turnFreely(framing, covers);
        } else if (covers) {
            cutToCanvas(framing);
        }
        boolean seeThrough = shape.hasAlpha() || (turned && !covers);
        if (!seeThrough) {
            if (canvas.transparent()) {
                text.append(",format=yuva420p");
            }
            if (!covers) {
                pad(framing, canvas.transparent() ? "0x000000@0" : colour());
            }
            return;
        }
        if (!covers && !turned) {
            pad(framing, "0x000000@0");
        }
        text.append(canvas.transparent() ? ",format=yuva420p" : "");
        if (!canvas.transparent()) {
            onColour();
        }
    }

    /** The picture contained on itself, which is covering and blurred. */
    private void onItselfBlurred() {
        String front = label();
        String behind = label();
        String blurred = label();
        text.append(",split[%s][%s];[%s]".formatted(front, behind, behind));
        double softness = Math.min(canvas.width(), canvas.height()) / (double) BLUR;
        int shrink = softness >= 16 ? 4 : softness >= 8 ? 2 : 1;
        Canvas small =
                new Canvas(
                        Math.max(2, canvas.width() / shrink / 2 * 2),
                        Math.max(2, canvas.height() / shrink / 2 * 2),
                        false);
        Framing covering = Framing.behind(shape, upright, look, small);
        scaled(covering, false);
        cutToCanvas(covering, small);
        // Three boxes of that radius are as soft as the bell of this standard deviation.
        int radius =
                (int)
                        Math.min(
                                Math.round(softness / shrink),
                                Math.min(small.width(), small.height()) / 4);
        if (radius > 0) {
            text.append(
                    ",boxblur=luma_radius=%d:luma_power=3:chroma_radius=%d:chroma_power=3"
                            .formatted(radius, (radius + 1) / 2));
        }
        if (shrink > 1) {
            text.append(
                    ",scale=%d:%d:%s"
                            .formatted(canvas.width(), canvas.height(), FilterGraphs.SCALING));
        }
        Framing framing = Framing.of(shape, upright, look, canvas);
        text.append("[%s];[%s]".formatted(blurred, front));
        prepare(framing, false);
        int x = (canvas.width() - framing.width()) / 4 * 2;
        int y = (canvas.height() - framing.height()) / 4 * 2;
        if (framing.rest().signum() != 0) {
            turnFreely(framing, false);
            x = 0;
            y = 0;
        }
        String above = label();
        text.append("[%s];[%s][%s]".formatted(above, blurred, above));
        text.append("overlay=x=%d:y=%d:format=yuv420,format=yuv420p".formatted(x, y));
        effects();
        if (canvas.transparent()) {
            text.append(",format=yuva420p");
        }
    }

    /** The picture upright in its size, in BT.709; with alpha where it has any. */
    private void prepare(Framing framing, boolean withEffects) {
        boolean splits = shape.hasAlpha() && (withEffects || shape.isWideGamut());
        if (!splits) {
            scaled(framing, shape.hasAlpha());
            if (withEffects) {
                effects();
            }
            return;
        }
        String colour = label();
        String alpha = label();
        String changed = label();
        String kept = label();
        text.append(",split[%s][%s];[%s]".formatted(colour, alpha, alpha));
        cut(framing);
        text.append(
                ",scale=%d:%d:%s,format=yuva420p,alphaextract"
                        .formatted(
                                widthBeforeTurn(framing),
                                heightBeforeTurn(framing),
                                FilterGraphs.SCALING));
        FilterGraphs.turn(text, framing.turn());
        text.append(",setsar=1[%s];[%s]".formatted(kept, colour));
        scaled(framing, false);
        if (withEffects) {
            effects();
        }
        text.append("[%s];[%s][%s]alphamerge".formatted(changed, changed, kept));
    }

    private void scaled(Framing framing, boolean alpha) {
        cut(framing);
        text.append(
                ",scale=%d:%d:%s"
                        .formatted(
                                widthBeforeTurn(framing),
                                heightBeforeTurn(framing),
                                FilterGraphs.SCALING));
        FilterGraphs.colours(text, shape, alpha ? "yuva420p" : "yuv420p");
        FilterGraphs.turn(text, framing.turn());
    }

    private void cut(Framing framing) {
        Framing.Cut cut = framing.cut();
        if (cut.width() != shape.width() || cut.height() != shape.height()) {
            text.append(
                    ",crop=w=%d:h=%d:x=%d:y=%d:exact=1"
                            .formatted(cut.width(), cut.height(), cut.x(), cut.y()));
        }
    }

    private static int widthBeforeTurn(Framing framing) {
        return framing.turn().isQuarter() ? framing.height() : framing.width();
    }

    private static int heightBeforeTurn(Framing framing) {
        return framing.turn().isQuarter() ? framing.width() : framing.height();
    }

    private void cutToCanvas(Framing framing) {
        cutToCanvas(framing, canvas);
    }

    private void cutToCanvas(Framing framing, Canvas to) {
        if (framing.width() != to.width() || framing.height() != to.height()) {
            text.append(
                    ",crop=w=%d:h=%d:x=%d:y=%d"
                            .formatted(
                                    to.width(),
                                    to.height(),
                                    (framing.width() - to.width()) / 4 * 2,
                                    (framing.height() - to.height()) / 4 * 2));
        }
    }

    private void pad(Framing framing, String colour) {
        text.append(
                ",pad=%d:%d:%d:%d:color=%s"
                        .formatted(
                                canvas.width(),
                                canvas.height(),
                                (canvas.width() - framing.width()) / 4 * 2,
                                (canvas.height() - framing.height()) / 4 * 2,
                                colour));
    }

    /** Turned about the canvas's centre; what it leaves free, if anything, is transparent. */
    private void turnFreely(Framing framing, boolean covers) {
        if (!covers) {
            text.append(
                    ",format=yuva444p,pad=%d:%d:%d:%d:color=0x000000@0"
                            .formatted(
                                    framing.width() + 2 * EDGE,
                                    framing.height() + 2 * EDGE,
                                    EDGE,
                                    EDGE));
        }
        text.append(
                ",rotate=angle=%s*PI/180:out_w=%d:out_h=%d:fillcolor=%s"
                        .formatted(
                                framing.rest().toDecimal().toPlainString(),
                                canvas.width(),
                                canvas.height(),
                                covers ? "black" : "0x000000@0"));
    }

    /** Sets what has alpha on a picture of the background's colour. */
    private void onColour() {
        String above = label();
        String flat = label();
        String ground = label();
        int[] yuv = limited(background);
        text.append(",split[%s][%s];[%s]".formatted(above, flat, flat));
        text.append(
                "format=yuv420p,lutyuv=y=%d:u=%d:v=%d[%s];[%s][%s]overlay=format=yuv420,format=yuv420p"
                        .formatted(yuv[0], yuv[1], yuv[2], ground, ground, above));
    }

    private String colour() {
        return "0x%06X".formatted(background);
    }

    /** A colour in BT.709, limited range: luma, blue and red difference (ITU-R BT.709-6, items 3 and 4). */
    static int[] limited(int rgb) {
        double r = (rgb >> 16 & 0xff) / 255.0;
        double g = (rgb >> 8 & 0xff) / 255.0;
        double b = (rgb & 0xff) / 255.0;
        double luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        return new int[] {
            (int) Math.round(16 + 219 * luma),
            (int) Math.round(128 + 224 * (b - luma) / 1.8556),
            (int) Math.round(128 + 224 * (r - luma) / 1.5748)
        };
    }

    private void effects() {
        text.append(look.effects().stream().map(this::effect).collect(Collectors.joining()));
    }

    private String effect(Effect effect) {
        return switch (effect) {
            case Effect.Grayscale _ -> ",hue=s=0";
            case Effect.Brightness(Rational amount) -> ",eq=brightness=" + plain(amount);
            case Effect.Contrast(Rational amount) -> ",eq=contrast=" + plain(amount);
            case Effect.Saturation(Rational amount) -> ",eq=saturation=" + plain(amount);
            case Effect.Sharpen(Rational amount) -> ",unsharp=5:5:" + plain(amount);
            case Effect.Denoise(Rational amount) ->
                    amount.signum() == 0
                            ? ""
                            // Zero in time would mean hqdn3d's default; this is as good as zero.
                            : ",hqdn3d=%s:%s:0.000001:0.000001"
                                    .formatted(plain(amount.times(8)), plain(amount.times(6)));
            case Effect.Lut(String key) ->
                    ",scale=%s:in_color_matrix=bt709:in_range=tv:out_range=pc,format=gbrp10,%s=interp=%s,scale=%s:in_range=pc:out_range=tv:out_color_matrix=bt709,format=yuv420p"
                            .formatted(
                                    FilterGraphs.SCALING,
                                    tableFilter(tables++, curves.contains(key)),
                                    curves.contains(key) ? "linear" : "tetrahedral",
                                    FilterGraphs.SCALING);
        };
    }

    private static String plain(Rational number) {
        return number.toDecimal().toPlainString();
    }

    private String label() {
        return "p" + labels++;
    }
}
