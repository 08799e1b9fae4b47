package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.ChromaKey;
import dev.rushes.common.plan.structure.Fit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Filter graphs that lay one picture over another, as {@link FilterGraphs} writes them. */
public final class LayerGraphs {
    /** The filter whose {@code a} says how solid the upper picture is. */
    public static final String OPACITY = "lutyuv@opacity";

    private static final String TO_BT709 =
            "flags=bicubic+accurate_rnd+bitexact+full_chroma_int:out_range=tv:out_color_matrix=bt709";

    private LayerGraphs() {}

    /**
     * Lays input 1 over input 0 (yuv420p), both of one size.
     *
     * @param upper format of the upper picture, yuv420p or yuva420p
     * @param key a colour of the upper picture that is see-through, or null
     * @param opacity what the upper picture's alpha is multiplied by, or null for a graph in which it stays
     */
    public static String over(
            int width,
            int height,
            String upper,
            @Nullable ChromaKey key,
            @Nullable Double opacity) {
        StringBuilder graph = new StringBuilder();
        graph.append(source(1, width, height, upper));
        if (key != null && upper.equals("yuva420p")) {
            // chromakey writes the whole alpha anew: what was see-through before stays so.
            graph.append(",split[keyed][whole];[whole]alphaextract[old];[keyed]")
                    .append(chromaKey(key))
                    .append(
                            ",split[colours][new];[new]alphaextract[fresh];[fresh][old]blend=all_mode=multiply[alpha];[colours][alpha]alphamerge");
        } else if (key != null) {
            graph.append(',').append(chromaKey(key));
        }
        graph.append(",format=yuva420p");
        if (opacity != null) {
            graph.append(',').append(OPACITY).append("=a=").append(alpha(opacity));
        }
        return graph.append("[upper];")
                .append(source(0, width, height, "yuv420p"))
                .append(
                        "[lower];[lower][upper]overlay=x=0:y=0:eval=init:format=yuv420,format=yuv420p,buffersink@out")
                .toString();
    }

    private static String chromaKey(ChromaKey key) {
        return "chromakey=color=0x%06X:similarity=%s:blend=%s"
                .formatted(
                        key.rgb(),
                        key.similarity().toDecimal().toPlainString(),
                        key.blend().toDecimal().toPlainString());
    }

    /** The value of {@link #OPACITY}'s {@code a} for a part of solidity, 0 to 1. */
    public static String alpha(double opacity) {
        return String.format(Locale.ROOT, "val*%.6f", opacity);
    }

    private static String source(int input, int width, int height, String format) {
        return FilterGraphs.source(
                input, new FrameShape(width, height, format, Rational.ONE, false, "bt709"));
    }

    /** One picture of one colour, without an input. */
    public static String filled(int width, int height, int rgb) {
        return "color=c=0x%06X:s=%dx%d:r=25,format=rgb24,scale=%s,format=yuv420p,buffersink@out"
                .formatted(rgb, width, height, TO_BT709);
    }

    /** Brings a made RGBA picture to what is laid over others. */
    public static String fromRgba(FrameShape shape) {
        return FilterGraphs.source(0, shape)
                + ",scale="
                + TO_BT709
                + ",format=yuva420p,buffersink@out";
    }

    /**
     * Brings a still picture to a size, upright.
     *
     * @param background around it where it is contained, as 0xRRGGBB
     */
    public static String still(
            FrameShape shape, Turn turn, Fit fit, int width, int height, int background) {
        Box own = Box.shown(shape, turn);
        boolean wider = (long) own.width() * height >= (long) width * own.height();
        boolean fullWidth = fit == Fit.COVER ? !wider : wider;
        int w = width;
        int h = height;
        if (fit != Fit.STRETCH && fullWidth) {
            h = even(Rational.of((long) width * own.height(), own.width()));
        } else if (fit != Fit.STRETCH) {
            w = even(Rational.of((long) height * own.width(), own.height()));
        }
        StringBuilder graph = new StringBuilder(FilterGraphs.source(0, shape));
        FilterGraphs.turn(graph, turn);
        String scaled = ",scale=%d:%d:%s,setsar=1".formatted(w, h, TO_BT709);
        String format = shape.hasAlpha() ? "yuva420p" : "yuv420p";
        switch (fit) {
            case STRETCH -> graph.append(scaled).append(",format=").append(format);
            case COVER ->
                    graph.append(scaled)
                            .append(",crop=%d:%d,format=%s".formatted(width, height, format));
            case CONTAIN ->
                    graph.append(scaled)
                            .append(",format=")
                            .append(format)
                            .append(
                                    ",pad=%d:%d:-1:-1:color=0x%06X"
                                            .formatted(width, height, background));
            case BLUR ->
                    graph.append(
                                    ",split[sharp][wide];[wide]scale=%d:%d:force_original_aspect_ratio=increase:%s,setsar=1,crop=%d:%d,gblur=sigma=%d,format=%s[soft];[sharp]"
                                            .formatted(
                                                    width,
                                                    height,
                                                    TO_BT709,
                                                    width,
                                                    height,
                                                    Math.max(4, height / 36),
                                                    format))
                            .append(scaled.substring(1))
                            .append(
                                    ",format=%s[clear];[soft][clear]overlay=x=(W-w)/2:y=(H-h)/2:format=yuv420,format=%s"
                                            .formatted(format, format));
        }
        return graph.append(",buffersink@out").toString();
    }

    private static int even(Rational size) {
        return Math.toIntExact(Math.max(2, size.dividedBy(Rational.of(2)).roundHalfUp() * 2));
    }
}
