package dev.rushes.render.text;

import dev.rushes.common.plan.layers.Colour;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.util.freetype.FT_Bitmap;
import org.lwjgl.util.freetype.FT_BitmapGlyph;
import org.lwjgl.util.freetype.FT_Glyph;
import org.lwjgl.util.freetype.FT_GlyphSlot;
import org.lwjgl.util.freetype.FT_Vector;
import org.lwjgl.util.freetype.FreeType;

/** Covers pixels: glyphs into masks, masks and boxes into a picture of straight RGBA. */
final class Painter {
    private final int width;
    private final int height;

    /** Premultiplied red, green, blue and alpha of each pixel, 0 to 1. */
    private final float[] pixels;

    Painter(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new float[width * height * 4];
    }

    /** How much of each pixel is covered, 0 to 255. */
    byte[] mask() {
        return new byte[width * height];
    }

    /**
     * Adds a glyph to a mask.
     *
     * @param x of its origin, in pixels from the left
     * @param y of its origin, in pixels from the top
     * @param stroker FreeType's, which draws the glyph with a line around it, or 0 for the glyph alone
     */
    void add(byte[] mask, FontFace face, int glyph, double x, double y, long stroker) {
        if (FreeType.FT_Load_Glyph(
                        face.face(),
                        glyph,
                        FreeType.FT_LOAD_NO_HINTING | FreeType.FT_LOAD_NO_BITMAP)
                != 0) {
            return; // A glyph that its font describes wrongly is left out.
        }
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer pointer = stack.mallocPointer(1);
            FT_GlyphSlot slot = face.face().glyph();
            if (slot == null || FreeType.FT_Get_Glyph(slot, pointer) != 0) {
                return;
            }
            if (stroker != 0) {
                FreeType.FT_Glyph_StrokeBorder(pointer, stroker, false, true);
            }
            int left = (int) Math.floor(x);
            int top = (int) Math.floor(y);
            FT_Vector fraction = FT_Vector.calloc(stack);
            fraction.x(Math.round((x - left) * FontFace.UNIT));
            fraction.y(Math.round((top - y) * FontFace.UNIT));
            if (FreeType.FT_Glyph_To_Bitmap(pointer, FreeType.FT_RENDER_MODE_NORMAL, fraction, true)
                    == 0) {
                FT_BitmapGlyph drawn = FT_BitmapGlyph.create(pointer.get(0));
                blit(mask, drawn.bitmap(), left + drawn.left(), top - drawn.top());
            }
            FreeType.FT_Done_Glyph(FT_Glyph.create(pointer.get(0)));
        }
    }

    private void blit(byte[] mask, FT_Bitmap bitmap, int left, int top) {
        int rows = bitmap.rows();
        int columns = bitmap.width();
        int pitch = bitmap.pitch();
        if (rows == 0 || columns == 0 || pitch <= 0) {
            return;
        }
        ByteBuffer cover = bitmap.buffer(rows * pitch);
        if (cover == null) {
            return;
        }
        for (int row = Math.max(0, -top); row < Math.min(rows, height - top); row++) {
            for (int column = Math.max(0, -left);
                    column < Math.min(columns, width - left);
                    column++) {
                int at = (top + row) * width + left + column;
                int sum = (mask[at] & 0xff) + (cover.get(row * pitch + column) & 0xff);
                mask[at] = (byte) Math.min(255, sum);
            }
        }
    }

    /** Paints a colour where a mask covers, moved by whole pixels. */
    void paint(byte[] mask, Colour colour, int right, int down) {
        for (int y = Math.max(0, down); y < Math.min(height, height + down); y++) {
            for (int x = Math.max(0, right); x < Math.min(width, width + right); x++) {
                int cover = mask[(y - down) * width + x - right] & 0xff;
                if (cover > 0) {
                    over(y * width + x, colour, cover / 255f);
                }
            }
        }
    }

    /** Paints a box with round corners; edges between pixels cover them in part. */
    void box(double left, double top, double right, double bottom, double radius, Colour colour) {
        double round = Math.min(radius, Math.min(right - left, bottom - top) / 2);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double dx = Math.max(Math.max(left + round - x - 0.5, x + 0.5 - right + round), 0);
                double dy = Math.max(Math.max(top + round - y - 0.5, y + 0.5 - bottom + round), 0);
                double outside =
                        round > 0
                                ? Math.hypot(dx, dy) - round
                                : Math.max(
                                        Math.max(left - x - 0.5, x + 0.5 - right),
                                        Math.max(top - y - 0.5, y + 0.5 - bottom));
                double cover = Math.clamp(0.5 - outside, 0, 1);
                if (cover > 0) {
                    over(y * width + x, colour, (float) cover);
                }
            }
        }
    }

    private void over(int pixel, Colour colour, float cover) {
        float alpha = cover * colour.alpha() / 255f;
        float rest = 1 - alpha;
        int at = pixel * 4;
        pixels[at] = colour.red() / 255f * alpha + pixels[at] * rest;
        pixels[at + 1] = colour.green() / 255f * alpha + pixels[at + 1] * rest;
        pixels[at + 2] = colour.blue() / 255f * alpha + pixels[at + 2] * rest;
        pixels[at + 3] = alpha + pixels[at + 3] * rest;
    }

    /**
     * The picture as straight RGBA.
     *
     * @param edge the colour of pixels that are not seen: chroma is halved later, and would else bleed in from them
     */
    byte[] rgba(@Nullable Colour edge) {
        Colour unseen = edge == null ? Colour.BLACK : edge;
        byte[] rgba = new byte[pixels.length];
        for (int at = 0; at < pixels.length; at += 4) {
            float alpha = pixels[at + 3];
            if (alpha > 0) {
                rgba[at] = unit(pixels[at] / alpha);
                rgba[at + 1] = unit(pixels[at + 1] / alpha);
                rgba[at + 2] = unit(pixels[at + 2] / alpha);
            } else {
                rgba[at] = (byte) unseen.red();
                rgba[at + 1] = (byte) unseen.green();
                rgba[at + 2] = (byte) unseen.blue();
            }
            rgba[at + 3] = unit(alpha);
        }
        return rgba;
    }

    private static byte unit(float part) {
        return (byte) Math.clamp(Math.round(part * 255), 0, 255);
    }
}
