package dev.rushes.render.text;

import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaFault;
import java.nio.ByteBuffer;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.util.freetype.FT_Face;
import org.lwjgl.util.freetype.FreeType;
import org.lwjgl.util.harfbuzz.HarfBuzz;

/** Owns a font: its bytes, FreeType's face for drawing and HarfBuzz's for shaping. Used by one thread. */
final class FontFace implements AutoCloseable {
    /** Fixed point of FreeType and of the shaping here: 26.6. */
    static final int UNIT = 64;

    private final ByteBuffer data;
    private final FT_Face face;
    private final long shaper;
    private double size;

    private FontFace(ByteBuffer data, FT_Face face, long shaper) {
        this.data = data;
        this.face = face;
        this.shaper = shaper;
    }

    /**
     * Opens the first font of a file.
     *
     * @param library FreeType's
     * @throws BadMedia where it is no outline font that can be read
     */
    static FontFace open(long library, byte[] file) {
        if (!looksLikeFont(file)) {
            throw new BadMedia("the file is not a TrueType or OpenType font");
        }
        ByteBuffer data = MemoryUtil.memAlloc(file.length);
        data.put(file).flip();
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer pointer = stack.mallocPointer(1);
            if (FreeType.FT_New_Memory_Face(library, data, 0, pointer) != 0) {
                throw new BadMedia("the font is damaged");
            }
            FT_Face face = FT_Face.create(pointer.get(0));
            if ((face.face_flags() & FreeType.FT_FACE_FLAG_SCALABLE) == 0
                    || face.units_per_EM() == 0
                    || face.num_glyphs() == 0) {
                FreeType.FT_Done_Face(face);
                throw new BadMedia("the font has no outlines");
            }
            long blob = HarfBuzz.hb_blob_create(data, HarfBuzz.HB_MEMORY_MODE_READONLY, 0, null);
            long shapes = HarfBuzz.hb_face_create(blob, 0);
            HarfBuzz.hb_blob_destroy(blob);
            long shaper = HarfBuzz.hb_font_create(shapes);
            HarfBuzz.hb_face_destroy(shapes);
            return new FontFace(data, face, shaper);
        } catch (Throwable e) {
            MemoryUtil.memFree(data);
            throw e;
        }
    }

    /** The first four bytes of an sfnt file, ISO/IEC 14496-22, 4.3. */
    private static boolean looksLikeFont(byte[] file) {
        if (file.length < 12) {
            return false;
        }
        int tag = ByteBuffer.wrap(file).getInt(0);
        return tag == 0x00010000
                || tag == 0x74727565 // true
                || tag == 0x4F54544F // OTTO
                || tag == 0x74746366; // ttcf
    }

    boolean has(int codePoint) {
        return FreeType.FT_Get_Char_Index(face, codePoint) != 0;
    }

    /** Sets the em, in pixels. */
    void size(double pixels) {
        if (pixels != size) {
            int scaled = (int) Math.round(pixels * UNIT);
            check(FreeType.FT_Set_Char_Size(face, 0, scaled, 72, 72), "sizing a font");
            HarfBuzz.hb_font_set_scale(shaper, scaled, scaled);
            size = pixels;
        }
    }

    /** From the baseline to the top of its letters, in ems. */
    double ascent() {
        return (double) face.ascender() / face.units_per_EM();
    }

    /** From the baseline down to the bottom of its letters, in ems. */
    double descent() {
        return (double) -face.descender() / face.units_per_EM();
    }

    FT_Face face() {
        return face;
    }

    long shaper() {
        return shaper;
    }

    static void check(int code, String what) {
        if (code != 0) {
            throw new MediaFault(what + ": FreeType error " + code);
        }
    }

    @Override
    public void close() {
        HarfBuzz.hb_font_destroy(shaper);
        FreeType.FT_Done_Face(face);
        MemoryUtil.memFree(data);
    }
}
