package dev.rushes.render.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.Colour;
import dev.rushes.common.plan.layers.Length;
import dev.rushes.common.plan.layers.TextStyle;
import dev.rushes.render.text.Shaper.Glyph;
import java.nio.file.Path;
import java.text.Bidi;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Words in the bundled fonts: which glyphs they become, and in which order these stand. */
class ShaperTest {
    private static final TextStyle STYLE =
            new TextStyle(
                    List.of(),
                    false,
                    new Length(Rational.of(1, 10), true),
                    Colour.BLACK,
                    Rational.ONE,
                    TextStyle.Align.START,
                    new Length(Rational.ONE, true),
                    Rational.ONE,
                    null,
                    null,
                    null);

    private static final int LATIN = 0;
    private static final int ARABIC = 1;
    private static final int DEVANAGARI = 2;

    private final Fonts fonts = new Fonts(Path::of);
    private final List<FontFace> faces = fonts.of(STYLE);
    private final Shaper shaper = new Shaper(faces, 40);

    @AfterEach
    void close() {
        fonts.close();
    }

    private Shaper.Line line(String text) {
        return shaper.shape(text, new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT));
    }

    private List<Integer> glyphs(String text) {
        return line(text).glyphs().stream().map(Glyph::index).toList();
    }

    private List<Integer> fontsFromLeft(String text) {
        return line(text).glyphs().stream()
                .sorted(Comparator.comparingDouble(Glyph::x))
                .map(glyph -> faces.indexOf(glyph.face()))
                .toList();
    }

    @Test
    void everyBundledScriptHasItsLetters() {
        for (String text :
                List.of(
                        "Ångström, naïve – “quoted”",
                        "Съешь же ещё этих мягких булок",
                        "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία",
                        "السلام عليكم ورحمة الله",
                        "क्षत्रिय हिन्दी श्री कार्य")) {
            assertThat(glyphs(text)).as(text).isNotEmpty().doesNotContain(0);
        }
        assertThat(shaper.missing()).isEmpty();
    }

    /** Seen and ba join on both sides: neither looks as it does alone. */
    @Test
    void arabicLettersAreJoinedAndRunFromTheRight() {
        List<Integer> joined = glyphs("سبب");
        assertThat(joined).hasSize(3).doesNotContainAnyElementsOf(glyphs("س"));
        assertThat(joined.get(1)).isNotEqualTo(glyphs("ب").getFirst());
        // Middle and end of the word are drawn differently, and the end stands on the left.
        assertThat(joined.get(0)).isNotEqualTo(joined.get(1));
        Shaper.Line line = line("سبب");
        assertThat(line.rightToLeft()).isTrue();
        assertThat(line.glyphs())
                .filteredOn(glyph -> glyph.index() == glyphs("سا").getLast())
                .singleElement()
                .satisfies(first -> assertThat(first.x()).isGreaterThan(line.width() / 3));
    }

    @Test
    void arabicWordsStandBetweenTheLatinOnesThatSurroundThem() {
        List<Integer> fonts = fontsFromLeft("abc مرحبا def");
        assertThat(fonts).startsWith(LATIN, LATIN, LATIN).endsWith(LATIN, LATIN, LATIN);
        assertThat(fonts.subList(4, fonts.size() - 4)).containsOnly(ARABIC).hasSize(5);
    }

    /** The first word of a line that begins in Arabic is the last from the left; numbers in it run on from the left. */
    @Test
    void aLineThatBeginsInArabicRunsFromTheRight() {
        Shaper.Line line = line("مرحبا FFmpeg 80");
        assertThat(line.rightToLeft()).isTrue();
        List<Glyph> fromLeft =
                line.glyphs().stream().sorted(Comparator.comparingDouble(Glyph::x)).toList();
        assertThat(fromLeft.getLast().face()).isEqualTo(faces.get(ARABIC));
        Integer space = glyphs("a b").get(1);
        List<Integer> latin =
                fromLeft.stream()
                        .filter(glyph -> glyph.face().equals(faces.get(LATIN)))
                        .map(Glyph::index)
                        .filter(index -> !index.equals(space))
                        .toList();
        assertThat(latin).containsSequence(glyphs("FFmpeg")).containsSequence(glyphs("80"));
    }

    @Test
    void devanagariMakesConjunctsAndPutsTheShortIInFront() {
        assertThat(glyphs("क्ष")).hasSize(1).doesNotContainAnyElementsOf(glyphs("क"));
        Shaper.Line syllable = line("कि");
        assertThat(syllable.glyphs()).hasSize(2);
        assertThat(syllable.glyphs().get(1).index()).isEqualTo(glyphs("क").getFirst());
        assertThat(syllable.glyphs())
                .allSatisfy(glyph -> assertThat(glyph.face()).isEqualTo(faces.get(DEVANAGARI)));
    }

    @Test
    void whatNoFontHasBecomesABoxAndIsNamed() {
        assertThat(glyphs("中")).containsExactly(0);
        assertThat(shaper.missing()).containsExactly(0x4e2d);
    }
}
