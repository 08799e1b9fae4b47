package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Look;
import dev.rushes.common.plan.structure.Xfade;

/**
 * Filter graphs as text, inputs and output included: inputs are the filters {@code buffer@in0} (and {@code in1}), the
 * output is {@code buffersink@out}.
 */
public final class FilterGraphs {
    /** Exact on every processor: without these swscale's rounding depends on the instruction set. */
    private static final String SCALING = "flags=bicubic+accurate_rnd+bitexact+full_chroma_int";

    /** For graphs in which no filter looks at the time. */
    private static final Rational ANY_RATE = Rational.of(25);

    private static final String TO_RGB =
            "scale=" + SCALING + ":in_range=tv:in_color_matrix=bt709,format=bgra";

    private FilterGraphs() {}

    /** Whether the picture is the canvas's already, so that no graph is needed. */
    public static boolean isPlain(FrameShape shape, Turn turn, Look look, Canvas canvas) {
        return turn.equals(Turn.NONE)
                && look.crop() == null
                && look.rotate().signum() == 0
                && look.effects().isEmpty()
                && !canvas.transparent()
                && shape.width() == canvas.width()
                && shape.height() == canvas.height()
                && shape.pixelFormat().equals("yuv420p")
                && shape.pixelAspect().equals(Rational.ONE)
                && !shape.isFullRange()
                && shape.effectiveMatrix().equals("bt709");
    }

    /**
     * Brings a picture to its canvas: upright, square pixels, contained on the background, yuv420p BT.709 limited. One
     * frame in gives one frame out.
     *
     * @param background colour around the picture as 0xRRGGBB
     */
    public static String normalise(FrameShape shape, Turn turn, Canvas canvas, int background) {
        Box box = Box.contain(shape, turn, canvas.width(), canvas.height());
        StringBuilder graph = new StringBuilder(source(0, shape, ANY_RATE));
        turn(graph, turn);
        graph.append(",scale=%d:%d:%s".formatted(box.width(), box.height(), SCALING));
        colours(graph, shape, "tv");
        graph.append(",setsar=1,format=").append(canvas.pixelFormat());
        if (box.width() != canvas.width() || box.height() != canvas.height()) {
            graph.append(
                    ",pad=%d:%d:%d:%d:color=0x%06X%s"
                            .formatted(
                                    canvas.width(),
                                    canvas.height(),
                                    box.x(),
                                    box.y(),
                                    background,
                                    canvas.transparent() ? "@0" : ""));
        }
        return graph.append(",buffersink@out").toString();
    }

    /** A still for people: upright, square pixels, that wide at most, full-range yuvj420p as JPEG wants it. */
    public static String still(FrameShape shape, Turn turn, int maxWidth) {
        Box whole = Box.upright(shape, turn);
        int width = Math.min(maxWidth, whole.width()) & ~1;
        long height = Rational.of(whole.height(), whole.width()).times(width).roundHalfUp();
        StringBuilder graph = new StringBuilder(source(0, shape, ANY_RATE));
        turn(graph, turn);
        graph.append(
                ",scale=%d:%d:%s"
                        .formatted(Math.max(2, width), Math.max(2, height / 2 * 2), SCALING));
        // JFIF pictures are BT.601 full range.
        colours(graph, shape, "pc");
        return graph.append(",setsar=1,format=yuvj420p,buffersink@out").toString();
    }

    /** Pictures in rows on one sheet, each that wide; gives one frame when all tiles are in. */
    public static String contactSheet(
            FrameShape shape, Turn turn, int columns, int rows, int tileWidth) {
        Box whole = Box.upright(shape, turn);
        long height = Rational.of(whole.height(), whole.width()).times(tileWidth).roundHalfUp();
        StringBuilder graph = new StringBuilder(source(0, shape, ANY_RATE));
        turn(graph, turn);
        graph.append(",scale=%d:%d:%s".formatted(tileWidth, height / 2 * 2, SCALING));
        colours(graph, shape, "tv");
        return graph.append(
                        ",setsar=1,format=yuv444p,tile=%dx%d:padding=4:margin=4,scale=in_color_matrix=bt709,format=rgb24,buffersink@out"
                                .formatted(columns, rows))
                .toString();
    }

    /** Pictures in rows on one sheet for players, without gaps; gives one frame when all are in or at the end. */
    public static String thumbnails(
            FrameShape shape, int width, int height, int columns, int rows) {
        StringBuilder graph = new StringBuilder(source(0, shape, Rational.of(25)));
        graph.append(",scale=%d:%d:%s".formatted(width, height, SCALING));
        colours(graph, shape, "pc");
        return graph.append(
                        ",setsar=1,format=yuvj420p,tile=%dx%d:padding=0:margin=0,buffersink@out"
                                .formatted(columns, rows))
                .toString();
    }

    private static void colours(StringBuilder graph, FrameShape shape, String range) {
        graph.append(
                ":in_range=%s:out_range=%s".formatted(shape.isFullRange() ? "pc" : "tv", range));
        if (!shape.isRgb()) {
            graph.append(":in_color_matrix=").append(swscaleMatrix(shape.effectiveMatrix()));
        }
        graph.append(":out_color_matrix=").append(range.equals("tv") ? "bt709" : "bt601");
    }

    /**
     * One transition over {@code frames} frames between two pictures of a canvas. Both inputs tick in frames counted
     * from the transition's start; frame j shows j / frames of the second.
     */
    public static String blend(Xfade effect, long frames, Canvas canvas, Rational rate) {
        // xfade works on full chroma only. Doubled and averaged again, chroma that is not blended
        // stays what it was.
        String full =
                "scale=flags=neighbor+accurate_rnd+bitexact,format="
                        + (canvas.transparent() ? "yuva444p" : "yuv444p");
        return "%s,%s[a];%s,%s[b];[a][b]xfade=transition=%s:duration=%dus:offset=0,scale=flags=area+accurate_rnd+bitexact,format=%s,buffersink@out"
                .formatted(
                        normalised(0, canvas, rate),
                        full,
                        normalised(1, canvas, rate),
                        full,
                        effect.ffmpegName(),
                        Rational.of(frames).dividedBy(rate).times(1_000_000).roundHalfUp(),
                        canvas.pixelFormat());
    }

    /** Takes an output's pictures and gives, at their end, the 255 colours that stand for them best, and none. */
    public static String choosePalette(OutputFormat output) {
        return "%s,%s,palettegen=max_colors=256:stats_mode=full,buffersink@out"
                .formatted(normalised(0, Canvas.of(output), output.frameRate()), TO_RGB);
    }

    /** An output's pictures in the colours of the palette that comes second. */
    public static String usePalette(OutputFormat output) {
        return "%s,%s[a];%s[b];[a][b]paletteuse=dither=bayer:bayer_scale=3:diff_mode=rectangle,format=pal8,buffersink@out"
                .formatted(
                        normalised(0, Canvas.of(output), output.frameRate()),
                        TO_RGB,
                        source(
                                1,
                                new FrameShape(16, 16, "bgra", Rational.ONE, true, null),
                                output.frameRate()));
    }

    private static String normalised(int input, Canvas canvas, Rational rate) {
        return source(
                input,
                new FrameShape(
                        canvas.width(),
                        canvas.height(),
                        canvas.pixelFormat(),
                        Rational.ONE,
                        false,
                        "bt709"),
                rate);
    }

    /** Ticks are frames of {@code rate}. */
    private static String source(int input, FrameShape shape, Rational rate) {
        Rational tick = Rational.ONE.dividedBy(rate);
        return "buffer@in%d=video_size=%dx%d:pix_fmt=%s:pixel_aspect=%d/%d:time_base=%d/%d:frame_rate=%d/%d:colorspace=%s:range=%s"
                .formatted(
                        input,
                        shape.width(),
                        shape.height(),
                        shape.pixelFormat(),
                        shape.pixelAspect().numerator(),
                        shape.pixelAspect().denominator(),
                        tick.numerator(),
                        tick.denominator(),
                        rate.numerator(),
                        rate.denominator(),
                        shape.isRgb() ? "gbr" : shape.matrix() == null ? "unknown" : shape.matrix(),
                        shape.fullRange() == null ? "unknown" : shape.fullRange() ? "pc" : "tv");
    }

    /** For graphs in which no filter looks at the time. */
    static String source(int input, FrameShape shape) {
        return source(input, shape, ANY_RATE);
    }

    static void turn(StringBuilder graph, Turn turn) {
        if (turn.mirrored()) {
            graph.append(",hflip");
        }
        switch (turn.degrees()) {
            case 90 -> graph.append(",transpose=clock");
            case 180 -> graph.append(",hflip,vflip");
            case 270 -> graph.append(",transpose=cclock");
            default -> {}
        }
    }

    /** swscale knows fewer names than the tags have. */
    private static String swscaleMatrix(String matrix) {
        return switch (matrix) {
            case "bt709" -> "bt709";
            case "bt2020nc", "bt2020c" -> "bt2020";
            case "fcc" -> "fcc";
            case "smpte240m" -> "smpte240m";
            default -> "bt601";
        };
    }
}
