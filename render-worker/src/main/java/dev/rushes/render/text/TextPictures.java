package dev.rushes.render.text;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.Colour;
import dev.rushes.common.plan.layers.Length;
import dev.rushes.common.plan.layers.TextStyle;
import dev.rushes.common.plan.layers.TextStyle.Align;
import dev.rushes.common.plan.layers.TextStyle.Outline;
import dev.rushes.common.plan.layers.TextStyle.Shadow;
import dev.rushes.render.text.Shaper.Glyph;
import dev.rushes.render.text.Shaper.Line;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.util.freetype.FreeType;

/** Draws texts; owns its fonts and is used by one thread. */
public final class TextPictures implements AutoCloseable {
    /** The em's bounds in pixels: below nothing can be read, above one glyph fills every screen. */
    private static final double SMALLEST = 4;

    private static final double LARGEST = 1000;

    private final Fonts fonts;

    /**
     * Opens no font yet.
     *
     * @param files the local file of a font's key
     */
    public TextPictures(Function<String, Path> files) {
        this.fonts = new Fonts(files);
    }

    /**
     * A drawn text.
     *
     * @param width pixels, even
     * @param height pixels, even
     * @param rgba straight RGBA, four bytes for each pixel
     * @param missing code points that no font has; a box stands for each
     */
    public record Drawn(int width, int height, ByteBuffer rgba, Set<Integer> missing) {}

    /** Code points of a text that neither its style's fonts nor the bundled ones have. */
    public Set<Integer> missing(String text, TextStyle style) {
        Shaper shaper = new Shaper(fonts.of(style), 16);
        new Paragraphs(shaper, Double.MAX_VALUE).lines(text, Integer.MAX_VALUE);
        return shaper.missing();
    }

    /**
     * Draws a text in as small a picture as holds it, at most as large as the output.
     *
     * @param shrink pixels of the picture for one of the output at full size
     */
    public Drawn draw(
            String text, TextStyle style, int outputWidth, int outputHeight, Rational shrink) {
        int shorter = Math.min(outputWidth, outputHeight);
        double em = Math.clamp(style.size().on(shorter, shrink).toDouble(), SMALLEST, LARGEST);
        Shaper shaper = new Shaper(fonts.of(style), em);
        double lineHeight = style.lineHeight().toDouble() * em;
        double maxWidth = Math.max(em, style.maxWidth().on(outputWidth, shrink).toDouble());
        int most = (int) Math.ceil(outputHeight / lineHeight) + 1;
        List<Line> lines = new Paragraphs(shaper, maxWidth).lines(text, most);

        double padding = style.box() == null ? 0 : ems(style.box().padding(), em, shrink);
        Outline outline = style.outline();
        double stroke = outline == null ? 0 : ems(outline.width(), em, shrink);
        Shadow shadow = style.shadow();
        int shadowX = shadow == null ? 0 : (int) Math.round(ems(shadow.x(), em, shrink));
        int shadowY = shadow == null ? 0 : (int) Math.round(ems(shadow.y(), em, shrink));
        FontFace first = fonts.of(style).getFirst();
        // Where letters reach out of their lines: marks above, tails below, what leans at the ends.
        double room = em / 4 + stroke;
        double widest = lines.stream().mapToDouble(Line::width).max().orElse(0);
        double left = Math.max(padding, room + Math.max(0, -shadowX));
        double top = Math.max(padding, room + Math.max(0, -shadowY));
        double right = Math.max(padding, room + Math.max(0, shadowX));
        double bottom = Math.max(padding, room + Math.max(0, shadowY));
        int width = even(left + widest + right, outputWidth * 2);
        int height = even(top + lines.size() * lineHeight + bottom, outputHeight * 2);

        Painter painter = new Painter(width, height);
        if (style.box() != null) {
            painter.box(
                    left - padding,
                    top - padding,
                    left + widest + padding,
                    top + lines.size() * lineHeight + padding,
                    ems(style.box().radius(), em, shrink),
                    style.box().colour());
        }
        double baseline =
                top
                        + (lineHeight - (first.ascent() + first.descent()) * em) / 2
                        + first.ascent() * em;
        byte[] fill = painter.mask();
        glyphs(painter, fill, lines, style.align(), left, widest, baseline, lineHeight, 0);
        byte[] around = fill;
        if (outline != null && stroke > 0) {
            around = painter.mask();
            long stroker = stroker(stroke);
            try {
                glyphs(
                        painter,
                        around,
                        lines,
                        style.align(),
                        left,
                        widest,
                        baseline,
                        lineHeight,
                        stroker);
            } finally {
                FreeType.FT_Stroker_Done(stroker);
            }
        }
        if (shadow != null) {
            painter.paint(around, shadow.colour(), shadowX, shadowY);
        }
        if (outline != null && stroke > 0) {
            painter.paint(around, outline.colour(), 0, 0);
        }
        painter.paint(fill, style.colour(), 0, 0);
        return new Drawn(
                width, height, ByteBuffer.wrap(painter.rgba(edge(style))), shaper.missing());
    }

    private static Colour edge(TextStyle style) {
        if (style.box() != null) {
            return style.box().colour();
        }
        return style.outline() != null ? style.outline().colour() : style.colour();
    }

    private static void glyphs(
            Painter painter,
            byte[] mask,
            List<Line> lines,
            Align align,
            double left,
            double widest,
            double baseline,
            double lineHeight,
            long stroker) {
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            double slack = widest - line.width();
            double from =
                    left
                            + switch (align) {
                                case LEFT -> 0;
                                case CENTER -> slack / 2;
                                case RIGHT -> slack;
                                case START -> line.rightToLeft() ? slack : 0;
                            };
            double y = baseline + i * lineHeight;
            for (Glyph glyph : line.glyphs()) {
                painter.add(
                        mask,
                        glyph.face(),
                        glyph.index(),
                        from + glyph.x(),
                        y - glyph.y(),
                        stroker);
            }
        }
    }

    private long stroker(double width) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer pointer = stack.mallocPointer(1);
            FontFace.check(FreeType.FT_Stroker_New(fonts.library(), pointer), "making an outline");
            FreeType.FT_Stroker_Set(
                    pointer.get(0),
                    Math.round(width * FontFace.UNIT),
                    FreeType.FT_STROKER_LINECAP_ROUND,
                    FreeType.FT_STROKER_LINEJOIN_ROUND,
                    0);
            return pointer.get(0);
        }
    }

    /** A length of which parts are parts of the em. */
    private static double ems(Length length, double em, Rational shrink) {
        return length.part()
                ? length.value().toDouble() * em
                : length.value().times(shrink).toDouble();
    }

    private static int even(double size, int most) {
        return (int) Math.clamp(Math.ceil(size / 2) * 2, 2, most);
    }

    @Override
    public void close() {
        fonts.close();
    }
}
