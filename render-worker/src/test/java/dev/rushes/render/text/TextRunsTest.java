package dev.rushes.render.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Character.UnicodeScript;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class TextRunsTest {
    /** Font 0 has Latin and signs, font 1 Arabic and signs, font 2 Devanagari. */
    private static final List<IntPredicate> FONTS =
            List.of(
                    c -> c < 0x300,
                    c -> (c >= 0x600 && c < 0x700) || c == '!' || c == ' ',
                    c -> c >= 0x900 && c < 0x980);

    private final List<Integer> missing = new ArrayList<>();

    @Test
    void aLatinLineIsOneRun() {
        assertThat(runs("Hello, 100% you!")).containsExactly("Hello, 100% you! 0 LATIN 0");
    }

    @Test
    void arabicWordsInALatinLineAreReversedInTheirPlace() {
        assertThat(runs("ab \u0645\u0631 \u062d\u0628 cd"))
                .containsExactly(
                        "ab  0 LATIN 0",
                        "\u0645\u0631 \u062d\u0628 1 ARABIC 1",
                        "  0 ARABIC 1",
                        "cd 0 LATIN 0");
    }

    @Test
    void aLineThatBeginsInArabicRunsFromTheRight() {
        assertThat(runs("\u0645\u0631 ab 12 \u062d\u0628!"))
                .containsExactly(
                        "\u062d\u0628! 1 ARABIC 1",
                        "  1 LATIN 0",
                        "ab 12 2 LATIN 0",
                        "\u0645\u0631  1 ARABIC 1");
    }

    @Test
    void scriptsAndFontsPartRuns() {
        assertThat(runs("ab \u0939\u093f\u0928"))
                .containsExactly("ab  0 LATIN 0", "\u0939\u093f\u0928 0 DEVANAGARI 2");
    }

    @Test
    void whatNoFontHasIsNamedAndWhatIsInvisibleIsNot() {
        runs("a\u4e2d\ud83d\ude00\u200db\ufe0f");
        assertThat(missing).containsExactly(0x4e2d, 0x1f600);
    }

    private List<String> runs(String line) {
        Bidi bidi = new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        return TextRuns.visual(line, bidi, FONTS, missing::add).stream()
                .map(run ->
                        line.substring(run.start(), run.end())
                                + " "
                                + run.level()
                                + " "
                                + run.script()
                                + " "
                                + run.font())
                .toList();
    }

    @Test
    void aMarkStaysWithItsLetter() {
        Bidi bidi = new Bidi("e\u0301x", Bidi.DIRECTION_LEFT_TO_RIGHT);
        assertThat(TextRuns.visual("e\u0301x", bidi, List.of(c -> c < 0x400), missing::add))
                .containsExactly(new TextRuns.Run(0, 3, 0, UnicodeScript.LATIN, 0));
    }
}
