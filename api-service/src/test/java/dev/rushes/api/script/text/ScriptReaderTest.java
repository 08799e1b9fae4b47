package dev.rushes.api.script.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rushes.api.script.text.Passage.Action;
import dev.rushes.api.script.text.Passage.Cut;
import dev.rushes.api.script.text.Passage.Speech;
import dev.rushes.common.show.ScriptFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptReaderTest {
    private static final int MEGABYTE = 1_048_576;

    @Test
    void fountainIsRead() throws ScriptFault {
        assertThat(
                        told(
                                ScriptFormat.FOUNTAIN,
                                """
                                Title: _**Big Fish**_
                                Author: A. Writer

                                FADE IN:

                                INT. KITCHEN - NIGHT #12A#

                                /* not
                                this */
                                Anna *drops* a CUP. [[fix this]]
                                It breaks.

                                ANNA (O.S.)
                                (whispering)
                                Not the
                                blue one.

                                @McBride ^
                                Yes!

                                !INT. is no heading here
                                # A section

                                = a synopsis

                                CUT TO:

                                .SNIPER SCOPE

                                > THE END <

                                > Burn to white.

                                ~a song
                                """))
                .containsExactly(
                        "title Big Fish",
                        "4-4 -",
                        "  4-4 cut FADE IN:",
                        "6-26 INT. KITCHEN - NIGHT [12A interior KITCHEN NIGHT]",
                        "  10-11 Anna drops a CUP. It breaks.",
                        "  13-16 ANNA (whispering): Not the blue one.",
                        "  18-19 MCBRIDE: Yes!",
                        "  21-22 INT. is no heading here # A section",
                        "  26-26 cut CUT TO:",
                        "28-34 SNIPER SCOPE",
                        "  30-30 THE END",
                        "  32-32 cut Burn to white.",
                        "  34-34 -: a song");
    }

    @Test
    void plainTextIsRead() throws ScriptFault {
        assertThat(
                        told(
                                ScriptFormat.TXT,
                                """
                                [INTRO]
                                ANNA: Hi, I am Anna,
                                and this is bread.
                                Visual: a loaf on a table

                                Scene 1: The flour

                                (She pours the flour.)
                                Ben: Why rye?
                                    INT. CELLAR

                                        ANNA
                                    (softly)
                                Because.

                                OUTRO - Bye everybody and see you in the next one!
                                """))
                .containsExactly(
                        "1-4 INTRO",
                        "  2-3 ANNA: Hi, I am Anna, and this is bread.",
                        "  4-4 a loaf on a table",
                        "6-9 Scene 1: The flour [1]",
                        "  8-8 She pours the flour.",
                        "  9-9 BEN: Why rye?",
                        "10-14 INT. CELLAR [interior CELLAR]",
                        "  12-14 ANNA (softly): Because.",
                        "16-16 OUTRO",
                        "  16-16 Bye everybody and see you in the next one!");
    }

    @Test
    void whereNobodyIsNamedProseIsWhatANarratorSays() throws ScriptFault {
        assertThat(told(ScriptFormat.TXT, "Bread is old.\nVery old.\n\n[a mill]\nSo is beer."))
                .containsExactly(
                        "1-5 -",
                        "  1-2 -: Bread is old. Very old.",
                        "  4-4 a mill",
                        "  5-5 -: So is beer.");
    }

    @Test
    void markdownIsRead() throws ScriptFault {
        assertThat(
                        told(
                                ScriptFormat.MD,
                                """
                                # How to bake

                                <!-- ## not a
                                heading -->
                                ## Hook

                                **Anna:** Smell *this*.
                                - VISUAL: [steam](http://a.example/x)

                                ![the oven](oven.png)

                                Body
                                ----
                                ### Step 1
                                > **BEN**: With `rye`?

                                ---
                                ### Step 2 ##
                                Kneading.
                                """))
                .containsExactly(
                        "title How to bake",
                        "5-10 Hook",
                        "  7-7 ANNA: Smell this.",
                        "  8-8 steam",
                        "  10-10 the oven",
                        "14-15 Step 1",
                        "  15-15 BEN: With rye?",
                        "18-19 Step 2",
                        "  19-19 Kneading.");
    }

    @Test
    void finalDraftIsRead() throws ScriptFault {
        assertThat(
                        told(
                                ScriptFormat.FDX,
                                """

                                <?xml version="1.0" encoding="UTF-8" standalone="no"?>
                                <FinalDraft DocumentType="Script" Template="No" Version="5">
                                <Content>
                                <Paragraph Number="7" Type="Scene Heading"><Text>EXT. HARBOUR - DAWN</Text></Paragraph>
                                <Paragraph Type="Action"><ScriptNote><Paragraph><Text>no</Text></Paragraph></ScriptNote>
                                <Text>A </Text><Text Style="Bold">SHIP &amp; crew.</Text></Paragraph>
                                <Paragraph><DualDialogue>
                                <Paragraph Type="Character"><Text>Anna (V.O.)</Text></Paragraph>
                                <Paragraph Type="Parenthetical"><Text>(calmly)</Text></Paragraph>
                                <Paragraph Type="Dialogue"><Text>Ahoy.</Text></Paragraph>
                                <Paragraph Type="Character"><Text>BEN</Text></Paragraph>
                                <Paragraph Type="Dialogue"><Text>Ahoy!</Text></Paragraph>
                                </DualDialogue></Paragraph>
                                <Paragraph Type="Transition"><Text>CUT TO:</Text></Paragraph>
                                </Content>
                                <TitlePage><Content><Paragraph Type="Action"><Text>A title</Text></Paragraph></Content></TitlePage>
                                </FinalDraft>
                                """))
                .containsExactly(
                        "5-15 EXT. HARBOUR - DAWN [7 exterior HARBOUR DAWN]",
                        "  6-7 A SHIP & crew.",
                        "  9-11 ANNA (calmly): Ahoy.",
                        "  12-13 BEN: Ahoy!",
                        "  15-15 cut CUT TO:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <FinalDraft><Content><Paragraph>                        | line 1: the XML of Final Draft is broken
                    <a/>                                                    | line 1: this is no script of Final Draft: the root must be FinalDraft
                    <!DOCTYPE a><FinalDraft/>                               | line 1: a document type or an entity is not allowed
                    INT. KITCHEN                                            | line 1: the XML of Final Draft is broken
                    <FinalDraft><Content><Paragraph><Text>&a;</Text></Paragraph></Content></FinalDraft> | line 1: the XML of Final Draft is broken
                    """)
    void brokenXmlIsANamedFault(String xml, String fault) {
        assertThatThrownBy(() -> ScriptReader.read(xml, ScriptFormat.FDX))
                .isInstanceOfSatisfying(
                        ScriptFault.class,
                        thrown -> {
                            assertThat(thrown.described()).isEqualTo(fault);
                            assertThat(thrown.line()).isEqualTo(1);
                        });
    }

    @Test
    @Timeout(5)
    void anEntityBombAndAFileOfTheMachineAreNotRead() {
        String bomb =
                """
                <?xml version="1.0"?>
                <!DOCTYPE lolz [
                 <!ENTITY lol "lol">
                 <!ENTITY a "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
                 <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
                 <!ENTITY c SYSTEM "file:///etc/passwd">
                ]>
                <FinalDraft><Content><Paragraph><Text>&b;&c;</Text></Paragraph></Content></FinalDraft>
                """;
        assertThatThrownBy(() -> ScriptReader.read(bomb, ScriptFormat.FDX))
                .isInstanceOf(ScriptFault.class)
                .hasMessageContaining("a document type or an entity is not allowed");
    }

    @ParameterizedTest
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    @ValueSource(
            strings = {
                "a",
                "A",
                "A ",
                "[[",
                "]]",
                "[[\n\n",
                "/*",
                "<!--",
                "(",
                "((a) ",
                "*",
                "_a",
                "# ",
                "#a#\n",
                "[a](",
                "![",
                "> ",
                "1. ",
                "INT. ",
                "INT/",
                "A:\n",
                "A: ",
                "A: a\n",
                "- - ",
                "=",
                "\n",
                "\r",
                "\u00df",
                "\u0130",
                "INT. A - B\n",
                "<",
                "a\n",
                "AB\nc\n\n",
                "INTRO ",
                "scene 1 - a a ",
                "@",
                ".a",
                "~",
                "\u2028",
                "`",
                "(a)\n",
                "part\n"
            })
    void anyLargeTextIsReadInTimeProportionalToIt(String piece) {
        String text = piece.repeat(MEGABYTE / 4 / piece.length());
        for (ScriptFormat format : ScriptFormat.values()) {
            long before = System.nanoTime();
            try {
                ScriptReader.read(text, format);
            } catch (ScriptFault fault) {
                assertThat(format).isEqualTo(ScriptFormat.FDX);
            }
            assertThat(System.nanoTime() - before)
                    .as("%s of %s", format, piece)
                    .isLessThan(TimeUnit.SECONDS.toNanos(15));
        }
    }

    @Test
    @Timeout(20)
    void aMegabyteOnOneLineIsOneSpeech() throws ScriptFault {
        for (ScriptFormat format : List.of(ScriptFormat.TXT, ScriptFormat.MD)) {
            Screenplay script = ScriptReader.read("ab ".repeat(MEGABYTE / 3), format);
            assertThat(script.parts()).hasSize(1);
            assertThat(script.parts().getFirst().passages()).hasSize(1);
            assertThat(script.parts().getFirst().passages().getFirst().text())
                    .hasSize(3 * (MEGABYTE / 3) - 1);
        }
    }

    @Test
    void deeplyNestedElementsAreAFault() {
        String xml = "<FinalDraft>" + "<a>".repeat(300_000);
        assertThatThrownBy(() -> ScriptReader.read(xml, ScriptFormat.FDX))
                .isInstanceOf(ScriptFault.class)
                .hasMessage("line 1: elements are nested deeper than 64");
    }

    /** Whatever stands in a text, its parts and passages come in order and lie within it. */
    @ParameterizedTest
    @EnumSource(
            value = ScriptFormat.class,
            names = {"TXT", "MD", "FOUNTAIN"})
    void linesOfAnyTextAreInOrderAndWithinIt(ScriptFormat format) throws ScriptFault {
        String[] pieces = {
            "INT. HOUSE - DAY",
            "ANNA",
            "(softly)",
            "Anna: hello",
            "hello there",
            "",
            "",
            "# Part",
            "## Scene",
            "CUT TO:",
            "INTRO",
            "[a door]",
            "/*",
            "*/",
            "[[",
            "]]",
            "> quoted",
            "---",
            "===",
            "@x",
            "!y",
            ".Z",
            "  ",
            "~la",
            "- one"
        };
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            int length = random.nextInt(1, 25);
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                lines.add(pieces[random.nextInt(pieces.length)]);
            }
            String text = String.join("\n", lines);
            int last = 0;
            for (Screenplay.Part part : ScriptReader.read(text, format).parts()) {
                assertThat(part.from()).as(text).isGreaterThan(last).isLessThanOrEqualTo(part.to());
                assertThat(part.to()).as(text).isLessThanOrEqualTo(length);
                int within = part.from();
                for (Passage passage : part.passages()) {
                    assertThat(passage.from())
                            .as(text)
                            .isGreaterThanOrEqualTo(within)
                            .isLessThanOrEqualTo(passage.to());
                    assertThat(passage.text()).as(text).isNotBlank();
                    within = passage.from();
                }
                assertThat(within).isLessThanOrEqualTo(part.to());
                last = part.to();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    INT. KITCHEN - DAY          | -   | interior | KITCHEN        | DAY
                    12A INT. KITCHEN - DAY 12A  | 12A | interior | KITCHEN        | DAY
                    int./ext. car - later       | -   | both     | car            | later
                    EXT STREET - CONTINUOUS     | -   | exterior | STREET         | CONTINUOUS
                    EST. PARIS                  | -   | exterior | PARIS          | -
                    INT. ROOM - THE BACK        | -   | interior | ROOM - THE BACK | -
                    I/E HOUSE - NEXT MORNING    | -   | both     | HOUSE          | NEXT MORNING
                    """)
    void aSluglineIsTakenApart(
            String line, String number, String setting, String place, String time) {
        Heading heading = Heading.slugline(line).orElseThrow();
        assertThat(heading.number()).isEqualTo(number);
        assertThat(heading.setting()).isEqualTo(setting);
        assertThat(heading.place()).isEqualTo(place);
        assertThat(heading.timeOfDay()).isEqualTo(time);
    }

    private static List<String> told(ScriptFormat format, String text) throws ScriptFault {
        Screenplay script = ScriptReader.read(text, format);
        List<String> told = new ArrayList<>();
        if (script.title() != null) {
            told.add("title " + script.title());
        }
        for (Screenplay.Part part : script.parts()) {
            told.add(part.from() + "-" + part.to() + " " + heading(part.heading()));
            for (Passage passage : part.passages()) {
                String lines = "  " + passage.from() + "-" + passage.to() + " ";
                told.add(
                        lines
                                + switch (passage) {
                                    case Action action -> action.text();
                                    case Cut cut -> "cut " + cut.text();
                                    case Speech speech ->
                                            (speech.speaker() == null ? "-" : speech.speaker())
                                                    + (speech.manner().isEmpty()
                                                            ? ""
                                                            : " "
                                                                    + "("
                                                                    + String.join(
                                                                            "; ", speech.manner())
                                                                    + ")")
                                                    + ": "
                                                    + speech.text();
                                });
            }
        }
        return told;
    }

    private static String heading(@Nullable Heading heading) {
        if (heading == null) {
            return "-";
        }
        List<String> facts = new ArrayList<>();
        for (String fact :
                new String[] {
                    heading.number(), heading.setting(), heading.place(), heading.timeOfDay()
                }) {
            if (fact != null) {
                facts.add(fact);
            }
        }
        return heading.text() + (facts.isEmpty() ? "" : " [" + String.join(" ", facts) + "]");
    }
}
