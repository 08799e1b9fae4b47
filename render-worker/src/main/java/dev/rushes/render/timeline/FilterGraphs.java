package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Xfade;
import java.util.Map;
import java.util.Set;

/**
 * Filter graphs as text, inputs and output included: inputs are the filters {@code buffer@in0} (and {@code in1}), the
 * output is {@code buffersink@out}.
 */
public final class FilterGraphs {
    /** Exact on every processor: without these swscale's rounding depends on the instruction set. */
    static final String SCALING = "flags=bicubic+accurate_rnd+bitexact+full_chroma_int";

    private static final Rational ANY_RATE = Rational.of(25);

    /** Transitions that pick, compare or enlarge pixels one by one. */
    private static final Set<String> SINGLE_PIXELS = Set.of("dissolve", "distance", "zoomin");

    /**
     * Transitions that go up or to the left: their mirror image and the flip that makes one of the other. FFmpeg's own
     * ones read the row or column behind the picture in the frame where nothing has moved yet (vf_xfade's {@code zz} is
     * the whole height or width there), which is whatever lies in memory.
     */
    private static final Map<String, Mirrored> MIRRORED =
            Map.of(
                    "slideup", new Mirrored("slidedown", "vflip"),
                    "revealup", new Mirrored("revealdown", "vflip"),
                    "slideleft", new Mirrored("slideright", "hflip"),
                    "revealleft", new Mirrored("revealright", "hflip"));

    private record Mirrored(String transition, String flip) {}

    private static final String TO_RGB =
            "scale=" + SCALING + ":in_range=tv:in_color_matrix=bt709,format=bgra";

    private static final Set<String> CURVES_OF_THEIR_OWN =
            Set.of("smpte2084", "arib-std-b67", "linear", "iec61966-2-1");

    private FilterGraphs() {}

    /** A still for people: upright, square pixels, that wide at most, full-range yuvj420p as JPEG wants it. */
    public static String still(FrameShape shape, Turn turn, int maxWidth) {
        Box whole = Box.shown(shape, turn);
        int width = Math.min(maxWidth, whole.width()) & ~1;
        long height = Rational.of(whole.height(), whole.width()).times(width).roundHalfUp();
        StringBuilder graph = new StringBuilder(source(0, shape));
        turn(graph, turn);
        graph.append(
                ",scale=%d:%d:%s"
                        .formatted(Math.max(2, width), Math.max(2, height / 2 * 2), SCALING));
        if (shape.isWideGamut()) {
            colours(graph, shape, "yuv444p");
            graph.append(",scale=%s:out_range=pc:out_color_matrix=bt601".formatted(SCALING));
        } else {
            // JFIF pictures are BT.601 full range.
            matrix(graph, shape, "pc", "bt601");
        }
        return graph.append(",setsar=1,format=yuvj420p,buffersink@out").toString();
    }

    /** Pictures in rows on one sheet, each that wide; gives one frame when all tiles are in. */
    public static String contactSheet(
            FrameShape shape, Turn turn, int columns, int rows, int tileWidth) {
        Box whole = Box.shown(shape, turn);
        long height = Rational.of(whole.height(), whole.width()).times(tileWidth).roundHalfUp();
        StringBuilder graph = new StringBuilder(source(0, shape));
        turn(graph, turn);
        graph.append(",scale=%d:%d:%s".formatted(tileWidth, Math.max(2, height / 2 * 2), SCALING));
        colours(graph, shape, "yuv444p");
        return graph.append(
                        ",tile=%dx%d:padding=4:margin=4,scale=in_color_matrix=bt709,format=rgb24,buffersink@out"
                                .formatted(columns, rows))
                .toString();
    }

    /** Pictures in rows on one sheet for players, without gaps; gives one frame when all are in or at the end. */
    public static String thumbnails(
            FrameShape shape, int width, int height, int columns, int rows) {
        return thumbnails(shape, Turn.NONE, width, height, columns, rows);
    }

    /** The same, of pictures that must be turned first. */
    public static String thumbnails(
            FrameShape shape, Turn turn, int width, int height, int columns, int rows) {
        StringBuilder graph = new StringBuilder(source(0, shape, ANY_RATE));
        turn(graph, turn);
        graph.append(",scale=%d:%d:%s".formatted(width, height, SCALING));
        // JFIF pictures are BT.601 full range.
        matrix(graph, shape, "pc", "bt601");
        return graph.append(
                        ",setsar=1,format=yuvj420p,tile=%dx%d:padding=0:margin=0,buffersink@out"
                                .formatted(columns, rows))
                .toString();
    }

    /** The whole picture as it is coded, averaged down to that size: full-range yuvj420p, for measuring. */
    public static String reduced(FrameShape shape, int width, int height) {
        StringBuilder graph = new StringBuilder(source(0, shape));
        graph.append(",scale=%d:%d:flags=area+accurate_rnd+bitexact".formatted(width, height));
        matrix(graph, shape, "pc", "bt601");
        return graph.append(",format=yuvj420p,buffersink@out").toString();
    }

    /** The middle of the picture, pixel for pixel, as full-range grey. */
    public static String middle(FrameShape shape, int width, int height) {
        StringBuilder graph = new StringBuilder(source(0, shape));
        graph.append(",crop=%d:%d,scale=flags=accurate_rnd+bitexact".formatted(width, height));
        matrix(graph, shape, "pc", "bt601");
        return graph.append(",format=gray,buffersink@out").toString();
    }

    /**
     * Goes on from the options of a scale filter: gives it the colours' meaning, and changes them to BT.709 limited in
     * that format. High dynamic ranges are brought down and wide gamuts mapped.
     */
    static void colours(StringBuilder graph, FrameShape shape, String pixelFormat) {
        if (!shape.isWideGamut()) {
            matrix(graph, shape, "tv", "bt709");
            graph.append(",setsar=1,format=").append(pixelFormat);
            return;
        }
        String matrix = shape.isRgb() ? "bt2020" : swscaleMatrix(shape.effectiveMatrix());
        matrix(graph, shape, "tv", matrix);
        graph.append(",setsar=1,format=yuv444p12le");
        String from =
                ",zscale=min=%s:rin=tv:pin=%s:tin=%s"
                        .formatted(
                                zimgMatrix(matrix),
                                shape.effectivePrimaries(),
                                zimgTransfer(shape));
        if (shape.isHighDynamicRange()) {
            graph.append(from)
                    .append(":p=" + shape.effectivePrimaries())
                    .append(":t=linear:npl=100,format=gbrpf32le,zscale=p=bt709")
                    .append(",tonemap=tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv");
        } else {
            graph.append(from).append(":p=bt709:t=bt709:m=bt709:r=tv");
        }
        graph.append(",format=").append(pixelFormat);
    }

    private static void matrix(StringBuilder graph, FrameShape shape, String range, String matrix) {
        graph.append(
                ":in_range=%s:out_range=%s".formatted(shape.isFullRange() ? "pc" : "tv", range));
        if (!shape.isRgb()) {
            graph.append(":in_color_matrix=").append(swscaleMatrix(shape.effectiveMatrix()));
        }
        graph.append(":out_color_matrix=").append(matrix);
    }

    private static String zimgMatrix(String swscaleMatrix) {
        return switch (swscaleMatrix) {
            case "bt709" -> "bt709";
            case "bt2020" -> "bt2020nc";
            case "fcc" -> "fcc";
            case "smpte240m" -> "smpte240m";
            default -> "smpte170m";
        };
    }

    /** Curves for which a screen of BT.709 is meant are all taken for its own. */
    private static String zimgTransfer(FrameShape shape) {
        String transfer = shape.transfer();
        return transfer != null && CURVES_OF_THEIR_OWN.contains(transfer) ? transfer : "bt709";
    }

    /**
     * One transition over {@code frames} frames between two pictures of a canvas. Both inputs tick in frames counted
     * from the transition's start; frame j shows j / frames of the second.
     */
    public static String blend(Xfade effect, long frames, Canvas canvas, Rational rate) {
        // xfade works on full chroma only. Doubled and averaged again, chroma that is not blended
        // stays what it was; where single pixels count, doubled chroma would be seen as blocks.
        boolean single = SINGLE_PIXELS.contains(effect.ffmpegName());
        String full =
                "scale=flags=%s+accurate_rnd+bitexact,format=%s"
                        .formatted(
                                single ? "bicubic" : "neighbor",
                                canvas.transparent() ? "yuva444p" : "yuv444p");
        Mirrored mirrored = MIRRORED.get(effect.ffmpegName());
        String flip = mirrored == null ? "" : "," + mirrored.flip();
        return "%s,%s%s[a];%s,%s%s[b];[a][b]xfade=transition=%s:duration=%dus:offset=0%s,scale=flags=%s+accurate_rnd+bitexact,format=%s,buffersink@out"
                .formatted(
                        normalised(0, canvas, rate),
                        full,
                        flip,
                        normalised(1, canvas, rate),
                        full,
                        flip,
                        mirrored == null ? effect.ffmpegName() : mirrored.transition(),
                        Rational.of(frames).dividedBy(rate).times(1_000_000).roundHalfUp(),
                        flip,
                        single ? "bicubic" : "area",
                        canvas.pixelFormat());
    }

    /**
     * A cross-fade of two pictures of a canvas; the third is the second one's share in every sample, from 0 to 255. It does
     * what {@link #blend} does with {@link Xfade#CROSS_FADE} to a level, in a tenth of the time: on the chroma as it is, and eight samples
     * at once where xfade takes one.
     */
    public static String crossFade(Canvas canvas, Rational rate) {
        return "%s[a];%s[b];%s[share];[a][b][share]maskedmerge,buffersink@out"
                .formatted(
                        normalised(0, canvas, rate),
                        normalised(1, canvas, rate),
                        normalised(2, canvas, rate));
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

    /**
     * Makes whole pictures of two fields where a picture is marked as interlaced; others pass. As many come out as go
     * in, each when the next is there.
     */
    public static String deinterlace(FrameShape shape) {
        return source(0, shape)
                + ",bwdif=mode=send_frame:parity=auto:deint=interlaced,buffersink@out";
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
