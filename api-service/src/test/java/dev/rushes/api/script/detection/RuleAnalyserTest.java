package dev.rushes.api.script.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.api.script.detection.VisualRequirements.Evidence;
import dev.rushes.api.script.detection.VisualRequirements.Found;
import dev.rushes.api.script.detection.VisualRequirements.Lines;
import dev.rushes.api.script.text.ScriptFault;
import dev.rushes.api.script.text.ScriptReader;
import dev.rushes.common.show.EnergyLevel;
import dev.rushes.common.show.ScriptFormat;
import dev.rushes.common.show.ScriptSceneType;
import dev.rushes.common.training.PacingRhythm;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RuleAnalyserTest {
    private static final String SCRIPT =
            """
            INT. BAKERY - DAY

            Anna puts a LOAF on the table. CLOSE UP of the crust.

            ANNA
            Hello, I am Anna, and this is the oldest bread of our town.

            EXT. STREET - DAY

            Ben runs. A car crashes into the stand. He jumps aside, screams.

            BEN
            (shouting)
            Watch out! Stop!

            EXT. SKY

            Clouds.

            INT. BAKERY - NIGHT

            Silence. Anna sleeps. Slowly the oven cools.

            ANNA
            (whispering)
            Good night.
            """;

    @Test
    void scenesAreNamedTypedMeasuredAndExplained() throws ScriptFault {
        List<DetectedScene> scenes = scenes(SCRIPT, "60", PacingRhythm.MEDIUM);
        assertThat(scenes)
                .extracting(DetectedScene::name)
                .containsExactly("INTRO", "MAIN-1", "TRANSITION-1", "OUTRO");
        assertThat(scenes)
                .extracting(DetectedScene::type)
                .containsExactly(
                        ScriptSceneType.INTRO,
                        ScriptSceneType.MAIN,
                        ScriptSceneType.TRANSITION,
                        ScriptSceneType.OUTRO);
        assertThat(scenes)
                .extracting(DetectedScene::energy)
                .containsExactly(
                        EnergyLevel.MEDIUM, EnergyLevel.HIGH, EnergyLevel.MEDIUM, EnergyLevel.LOW);
        assertThat(sum(scenes)).isEqualByComparingTo("60");
        VisualRequirements intro = scenes.getFirst().requirements();
        assertThat(intro.heading()).isEqualTo("INT. BAKERY - DAY");
        assertThat(intro.setting()).isEqualTo("interior");
        assertThat(intro.place()).isEqualTo("BAKERY");
        assertThat(intro.timeOfDay()).isEqualTo("DAY");
        assertThat(intro.lines()).isEqualTo(new Lines(1, 6));
        assertThat(intro.spokenWords()).isEqualTo(13);
        assertThat(intro.spokenSeconds()).isEqualTo(5.2);
        assertThat(intro.actionWords()).isEqualTo(12);
        assertThat(intro.actionSeconds()).isEqualTo(3.6);
        assertThat(intro.speakers()).containsExactly("ANNA");
        assertThat(intro.props()).containsExactly(new Found("LOAF", 3));
        assertThat(intro.shots()).containsExactly(new Found("close up", 3));
        assertThat(scenes.get(1).requirements().energyEvidence())
                .contains(
                        new Evidence("word", "runs", new Lines(10, 10), 1),
                        new Evidence("word", "screams", new Lines(10, 10), 1),
                        new Evidence("parenthetical", "shouting", new Lines(12, 14), 1),
                        new Evidence("exclamations", "2 of 2 sentences", new Lines(8, 14), 1));
        assertThat(scenes.get(3).requirements().energyEvidence())
                .extracting(Evidence::found)
                .containsExactlyInAnyOrder("silence", "sleeps", "slowly", "whispering");
        assertThat(scenes.get(1).clipsNeeded()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "hook;the bread;outro, INTRO;MAIN-1;OUTRO",
        "one;two;three;recap;four, INTRO;MAIN-1;MAIN-2;OUTRO;MAIN-3",
        "one;two, INTRO;MAIN-1",
        "one, MAIN-1",
        "one;interlude;two;intro;teaser, MAIN-1;TRANSITION-1;MAIN-2;INTRO;INTRO-2",
    })
    void headingsSayWhatASceneIsAndOtherwiseItsPlaceDoes(String headings, String names)
            throws ScriptFault {
        StringBuilder text = new StringBuilder();
        for (String heading : headings.split(";", -1)) {
            text.append("# ").append(heading).append("\nWords that a narrator says.\n\n");
        }
        List<DetectedScene> scenes =
                new RuleAnalyser()
                        .analyse(
                                new ScriptToAnalyse(
                                        ScriptReader.read(text.toString(), ScriptFormat.MD),
                                        1,
                                        null),
                                new Wish(null, PacingRhythm.MEDIUM));
        // A title is only where one heading stands above all others.
        assertThat(String.join(";", scenes.stream().map(DetectedScene::name).toList()))
                .isEqualTo(names);
    }

    @Test
    void aTextWithoutHeadingsHasABeginningAMiddleAndAnEnd() throws ScriptFault {
        String text = "Hello.\n\n" + ("word ".repeat(20) + "\n\n").repeat(3) + "Bye.";
        List<DetectedScene> scenes = scenes(text, null, PacingRhythm.MEDIUM);
        assertThat(scenes)
                .extracting(DetectedScene::name)
                .containsExactly("INTRO", "MAIN-1", "MAIN-2", "OUTRO");
        assertThat(scenes.get(1).requirements().lines()).isEqualTo(new Lines(3, 5));
        assertThat(scenes.get(1).requirements().speakers()).containsExactly("NARRATOR");
    }

    @Test
    void pacingChangesLengthAndClips() throws ScriptFault {
        BigDecimal slow = sum(scenes(SCRIPT, null, PacingRhythm.SLOW));
        BigDecimal medium = sum(scenes(SCRIPT, null, PacingRhythm.MEDIUM));
        BigDecimal fast = sum(scenes(SCRIPT, null, PacingRhythm.FAST));
        assertThat(slow).isGreaterThan(medium);
        assertThat(medium).isGreaterThan(fast);
        assertThat(clips(scenes(SCRIPT, "60", PacingRhythm.FAST)))
                .isGreaterThan(clips(scenes(SCRIPT, "60", PacingRhythm.SLOW)));
    }

    @Test
    void aTotalFarFromTheScriptsOwnLengthIsSaid() throws ScriptFault {
        assertThat(scenes(SCRIPT, "600", PacingRhythm.MEDIUM).getFirst().requirements().warnings())
                .containsExactly(
                        "The script takes about 19 s by itself; the wished total is 600 s.");
        assertThat(scenes(SCRIPT, "20", PacingRhythm.MEDIUM).getFirst().requirements().warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(PacingRhythm.class)
    void lengthsAddUpToTheWishedTotalAndTheSameScriptGivesTheSame(PacingRhythm pacing)
            throws ScriptFault {
        Random random = new Random(11);
        for (int round = 0; round < 60; round++) {
            StringBuilder text = new StringBuilder();
            int parts = random.nextInt(1, 40);
            for (int i = 0; i < parts; i++) {
                text.append("INT. ROOM ").append(i).append("\n\n");
                text.append("walk ".repeat(random.nextInt(30))).append("\n\n");
                if (random.nextBoolean()) {
                    text.append("ANNA\n")
                            .append("word ".repeat(random.nextInt(1, 80)))
                            .append("\n\n");
                }
            }
            BigDecimal total = BigDecimal.valueOf(random.nextInt(100, 1_000_000), 2);
            List<DetectedScene> scenes = scenes(text.toString(), total.toString(), pacing);
            assertThat(scenes).hasSize(parts);
            assertThat(sum(scenes)).isEqualByComparingTo(total);
            assertThat(scenes)
                    .allSatisfy(scene -> {
                        assertThat(scene.targetSeconds()).isPositive();
                        assertThat(scene.clipsNeeded()).isPositive();
                    });
            assertThat(scenes).extracting(DetectedScene::name).doesNotHaveDuplicates();
            assertThat(scenes(text.toString(), total.toString(), pacing)).isEqualTo(scenes);
        }
    }

    @Test
    void noMoreScenesAreFoundThanTheApiTakes() throws ScriptFault {
        List<DetectedScene> scenes =
                scenes("INT. ROOM\n\nA.\n\n".repeat(2000), "100", PacingRhythm.FAST);
        assertThat(scenes).hasSize(500);
        assertThat(scenes.getLast().requirements().lines()).isEqualTo(new Lines(1997, 7999));
        assertThat(scenes("", "100", PacingRhythm.FAST)).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadAgainAndWhatPeopleWroteIsNot() throws Exception {
        ObjectMapper json = new ObjectMapper();
        VisualRequirements written =
                scenes(SCRIPT, "60", PacingRhythm.MEDIUM).get(1).requirements();
        assertThat(VisualRequirements.read(json, json.valueToTree(written))).contains(written);
        assertThat(VisualRequirements.read(json, json.readTree("{\"shots\": [\"wide\"]}")))
                .isEmpty();
        assertThat(VisualRequirements.read(json, json.readTree("{\"version\": 1, \"lines\": 3}")))
                .isEmpty();
        assertThat(VisualRequirements.read(json, null)).isEmpty();
    }

    private static List<DetectedScene> scenes(
            String text, @Nullable String total, PacingRhythm pacing) throws ScriptFault {
        return new RuleAnalyser()
                .analyse(
                        new ScriptToAnalyse(ScriptReader.read(text, ScriptFormat.TXT), 1, null),
                        new Wish(total == null ? null : new BigDecimal(total), pacing));
    }

    private static BigDecimal sum(List<DetectedScene> scenes) {
        return scenes.stream()
                .map(DetectedScene::targetSeconds)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static int clips(List<DetectedScene> scenes) {
        return scenes.stream().mapToInt(DetectedScene::clipsNeeded).sum();
    }
}
