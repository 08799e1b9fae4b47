package dev.rushes.render.text;

import dev.rushes.render.media.MediaFault;
import dev.rushes.render.text.TextRuns.Run;
import java.lang.Character.UnicodeScript;
import java.nio.ByteBuffer;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.util.harfbuzz.HarfBuzz;
import org.lwjgl.util.harfbuzz.hb_glyph_info_t;
import org.lwjgl.util.harfbuzz.hb_glyph_position_t;

/** Turns lines of characters into glyphs in their places, with the fonts of one style in one size. */
final class Shaper {
    private final List<FontFace> faces;
    private final List<IntPredicate> having;
    private final Set<Integer> missing = new TreeSet<>();

    Shaper(List<FontFace> faces, double size) {
        this.faces = faces;
        faces.forEach(face -> face.size(size));
        this.having = faces.stream().<IntPredicate>map(face -> face::has).toList();
    }

    /**
     * One glyph.
     *
     * @param x pixels rightwards from the line's start to its origin
     * @param y pixels upwards from the baseline to its origin
     */
    record Glyph(FontFace face, int index, double x, double y) {}

    /** Glyphs from left to right, and how far they reach, in pixels. */
    record Line(List<Glyph> glyphs, double width, boolean rightToLeft) {}

    /** Characters that no font has, so far. */
    Set<Integer> missing() {
        return missing;
    }

    Line shape(String text, Bidi bidi) {
        List<Glyph> glyphs = new ArrayList<>();
        double pen = 0;
        for (Run run : TextRuns.visual(text, bidi, having, missing::add)) {
            pen = shape(text, run, pen, glyphs);
        }
        return new Line(glyphs, pen, !bidi.baseIsLeftToRight());
    }

    private double shape(String text, Run run, double from, List<Glyph> glyphs) {
        long buffer = HarfBuzz.hb_buffer_create();
        ByteBuffer chars = MemoryUtil.memUTF16(text, false);
        try {
            if (!HarfBuzz.hb_buffer_allocation_successful(buffer)) {
                throw new MediaFault("no memory for shaping text");
            }
            // The whole line is given, so that letters know their neighbours in other runs.
            HarfBuzz.hb_buffer_add_utf16(buffer, chars, run.start(), run.end() - run.start());
            HarfBuzz.hb_buffer_set_direction(
                    buffer,
                    run.isRightToLeft() ? HarfBuzz.HB_DIRECTION_RTL : HarfBuzz.HB_DIRECTION_LTR);
            HarfBuzz.hb_buffer_set_script(buffer, script(run.script()));
            // The machine's locale must not decide how glyphs look.
            HarfBuzz.hb_buffer_set_language(buffer, HarfBuzz.hb_language_from_string("und"));
            FontFace face = faces.get(run.font());
            HarfBuzz.hb_shape(face.shaper(), buffer, null);
            return place(face, buffer, from, glyphs);
        } finally {
            MemoryUtil.memFree(chars);
            HarfBuzz.hb_buffer_destroy(buffer);
        }
    }

    private static double place(FontFace face, long buffer, double from, List<Glyph> glyphs) {
        hb_glyph_info_t.Buffer infos = HarfBuzz.hb_buffer_get_glyph_infos(buffer);
        hb_glyph_position_t.Buffer positions = HarfBuzz.hb_buffer_get_glyph_positions(buffer);
        double pen = from;
        if (infos == null || positions == null) {
            return pen;
        }
        for (int i = 0; i < infos.remaining(); i++) {
            hb_glyph_position_t position = positions.get(i);
            glyphs.add(
                    new Glyph(
                            face,
                            infos.get(i).codepoint(),
                            pen + (double) position.x_offset() / FontFace.UNIT,
                            (double) position.y_offset() / FontFace.UNIT));
            pen += (double) position.x_advance() / FontFace.UNIT;
        }
        return pen;
    }

    /** HarfBuzz's number of a script: the ISO 15924 code as four bytes. */
    private static int script(UnicodeScript script) {
        return HarfBuzz.hb_script_from_string(iso(script));
    }

    private static String iso(UnicodeScript script) {
        return switch (script) {
            case LATIN -> "Latn";
            case CYRILLIC -> "Cyrl";
            case GREEK -> "Grek";
            case ARABIC -> "Arab";
            case DEVANAGARI -> "Deva";
            case HAN -> "Hani";
            case HIRAGANA -> "Hira";
            case KATAKANA -> "Kana";
            case HANGUL -> "Hang";
            case HEBREW -> "Hebr";
            case THAI -> "Thai";
            case BENGALI -> "Beng";
            case TAMIL -> "Taml";
            case TELUGU -> "Telu";
            case KANNADA -> "Knda";
            case MALAYALAM -> "Mlym";
            case GUJARATI -> "Gujr";
            case GURMUKHI -> "Guru";
            case ORIYA -> "Orya";
            case SINHALA -> "Sinh";
            case ARMENIAN -> "Armn";
            case GEORGIAN -> "Geor";
            case ETHIOPIC -> "Ethi";
            case KHMER -> "Khmr";
            case LAO -> "Laoo";
            case MYANMAR -> "Mymr";
            case TIBETAN -> "Tibt";
            case SYRIAC -> "Syrc";
            case THAANA -> "Thaa";
            case NKO -> "Nkoo";
            case MONGOLIAN -> "Mong";
            case BOPOMOFO -> "Bopo";
            case CHEROKEE -> "Cher";
            case TIFINAGH -> "Tfng";
            case JAVANESE -> "Java";
            default -> "Zyyy";
        };
    }
}
