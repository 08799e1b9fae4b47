package dev.rushes.api.plan.interchange;

import static dev.rushes.api.plan.interchange.TestCuts.JSON;
import static dev.rushes.api.plan.interchange.TestCuts.NAMES;
import static dev.rushes.api.plan.interchange.TestCuts.list;
import static dev.rushes.api.plan.interchange.TestCuts.plan;
import static dev.rushes.api.plan.interchange.TestCuts.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.plan.Rational;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdlTest {
    @ParameterizedTest
    @ValueSource(strings = {"24", "25", "30", "60", "24000/1001", "30000/1001", "60000/1001"})
    void aPlanThatIsReadBackFromAnEdlHasLostNothingThatAnEdlHolds(String rate) throws Exception {
        Random random = new Random(9);
        for (int round = 0; round < 40; round++) {
            ObjectNode plan = plan(random, Rational.parse(rate), true);
            String file = Edl.written(list(plan, rate));
            assertThat(EdlFile.faults(file)).as(file).isEmpty();
            Imported imported = EdlReader.read(file, null, NAMES);
            assertThat(imported.faults()).as(file).isEmpty();
            assertThat(told(imported.document(), rate, true))
                    .as(file)
                    .isEqualTo(told(plan, rate, true));
            assertThat(imported.document().path("scenes").size())
                    .isEqualTo(plan.path("scenes").size());
            for (int i = 0; i < plan.path("scenes").size(); i++) {
                assertThat(imported.document().path("scenes").get(i).path("sceneId"))
                        .isEqualTo(plan.path("scenes").get(i).path("sceneId"));
            }
        }
    }

    @Test
    void anEdlIsWrittenAsCmx3600HasIt() throws Exception {
        JsonNode plan =
                JSON.readTree(
                        """
                        {"scenes": [{"sceneId": "6f1f7c3e-0000-4000-8000-000000000001", "name": "Intro", "transitions": ["fade_in"],
                           "clips": [{"s3Key": "episodes/e/intro take.mp4", "trim": {"start": 1, "end": 5}, "reason": "best\\nlight"},
                             {"s3Key": "episodes/e/b.mp4", "trim": {"start": 0, "end": 4}, "speed": 2,
                              "transition": {"type": "dissolve", "duration": 0.4}}]}],
                         "output": {"frameRate": 25}}
                        """);
        assertThat(Edl.written(list(plan, "25")).lines())
                .containsExactly(
                        "TITLE: A title",
                        "FCM: NON-DROP FRAME",
                        "* RUSHES RATE: 25",
                        "001  BL       V     C        00:00:00:00 00:00:00:00 01:00:00:00 01:00:00:00",
                        "001  INTROTAK V     D    013 00:00:01:00 00:00:04:15 01:00:00:00 01:00:03:15",
                        "* FROM CLIP NAME: intro take.mp4",
                        "* SOURCE FILE: episodes/e/intro take.mp4",
                        "* RUSHES SCENE: 6f1f7c3e-0000-4000-8000-000000000001 Intro",
                        "* COMMENT: best light",
                        "002  INTROTAK V     C        00:00:04:15 00:00:04:15 01:00:03:15 01:00:03:15",
                        "002  B        V     D    010 00:00:00:00 00:00:04:00 01:00:03:15 01:00:05:15",
                        "M2   B              050.0                00:00:00:00",
                        "* RUSHES SPEED: 2",
                        "* FROM CLIP NAME: b.mp4",
                        "* SOURCE FILE: episodes/e/b.mp4",
                        "* EFFECT NAME: dissolve");
    }

    @ParameterizedTest
    @CsvSource({
        "30000/1001, 1799, 00:00:59;29",
        "30000/1001, 1800, 00:01:00;02",
        "30000/1001, 17982, 00:10:00;00",
        "30000/1001, 107892, 01:00:00;00",
        "60000/1001, 3600, 00:01:00;04",
        "24000/1001, 1440, 00:01:00:00",
        "25, 1499, 00:00:59:24",
    })
    void framesAreCountedAsTheStandardSays(String rate, long frame, String text) {
        Timecode code = new Timecode(Rational.parse(rate));
        assertThat(code.text(frame)).isEqualTo(text);
        assertThat(code.frame(text)).hasValue(frame);
        for (long one = 0; one < 200_000; one += 7) {
            assertThat(code.frame(code.text(one))).hasValue(one);
        }
    }

    /** Sound of other edits lies between the picture and has comments and speeds of its own. */
    @Test
    void whatIsSaidOfSoundIsNotSaidOfThePictureBefore() {
        String edl =
                """
                001  AX V  C 00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00
                001  AX A  C 00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00
                * FROM CLIP NAME: episodes/a
                002  AX A2 C 00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00
                M2   AX      050.0                00:00:00:00
                * FROM CLIP NAME: music.wav
                * COMMENT: too loud
                """;
        Imported imported = EdlReader.read(edl, Rational.of(25), NAMES);
        assertThat(imported.faults()).isEmpty();
        JsonNode clip = imported.document().at("/scenes/0/clips/0");
        assertThat(clip.path("s3Key").asText()).isEqualTo("episodes/a");
        assertThat(clip.has("speed")).isFalse();
        assertThat(clip.has("reason")).isFalse();
    }

    @Test
    void aSpeedIsThatOfTheReelThatItNames() {
        String edl =
                """
                001  episodes/a V C     00:00:00:00 00:00:04:00 01:00:00:00 01:00:02:00
                M2   episodes/a      050.0                00:00:00:00
                002  episodes/a V C     00:00:04:00 00:00:04:00 01:00:02:00 01:00:02:00
                002  episodes/b V D 010 00:00:00:00 00:00:03:00 01:00:02:00 01:00:05:00
                M2   episodes/a      050.0                00:00:04:00
                """;
        Imported imported = EdlReader.read(edl, Rational.of(25), NAMES);
        assertThat(imported.faults()).isEmpty();
        JsonNode clips = imported.document().at("/scenes/0/clips");
        assertThat(clips.at("/0/speed").intValue()).isEqualTo(2);
        assertThat(clips.at("/1").has("speed")).isFalse();
        assertThat(clips.at("/1/trim/end").intValue()).isEqualTo(3);
    }

    /** An M2 has one decimal: the columns know better, unless they say something else. */
    @ParameterizedTest
    @CsvSource({"047.9, 2, 20", "048.0, 2, 20", "047.0, 1.958333, 19.58333"})
    void aRoundedSpeedIsThatOfTheColumns(String motion, BigDecimal speed, BigDecimal end) {
        String edl =
                """
                001  episodes/a V C 00:00:00:00 00:00:20:00 01:00:00:00 01:00:10:00
                M2   episodes/a      %s                00:00:00:00
                """
                        .formatted(motion);
        Imported imported = EdlReader.read(edl, Rational.of(24), NAMES);
        assertThat(imported.faults()).isEmpty();
        JsonNode clip = imported.document().at("/scenes/0/clips/0");
        assertThat(clip.path("speed").decimalValue()).isEqualByComparingTo(speed);
        assertThat(clip.at("/trim/end").decimalValue()).isEqualByComparingTo(end);
    }

    /** A minute later on the clock is 1800 frames in a count that drops none, 1798 in one that does. */
    @ParameterizedTest
    @CsvSource({
        "FCM: NON-DROP FRAME, 00:01:00:02, 1802",
        "FCM: NON-DROP FRAME, 00:01:00;02, 1802",
        "FCM: DROP FRAME, 00:01:00;02, 1800",
        "FCM: DROP FRAME, 00:01:00:02, 1800",
        "TITLE: it does not say, 00:01:00;02, 1800",
        "TITLE: it does not say, 00:01:00:02, 1802",
    })
    void anEdlAtTwentyNinePointNineSevenIsCountedAsItSays(String said, String in, long frame) {
        String out = in.substring(0, 6) + "20" + in.substring(8);
        String edl =
                "%s\n001  episodes/a V C %s %s 00:00:00:00 00:00:20:00\n".formatted(said, in, out);
        Imported imported = EdlReader.read(edl, Rational.of(30000, 1001), NAMES);
        assertThat(imported.faults()).isEmpty();
        assertThat(imported.document().at("/scenes/0/clips/0/trim/start").decimalValue())
                .isEqualByComparingTo(
                        Rational.of(frame).dividedBy(Rational.of(30000, 1001)).toDecimal());
    }

    @Test
    void aNumberThatDropFrameLeavesOutIsNone() {
        String edl =
                "FCM: DROP FRAME\n001  episodes/a V C 00:01:00;01 00:01:10;00 01:00:00;00 01:00:09;29";
        assertThat(EdlReader.read(edl, Rational.of(30000, 1001), NAMES).faults())
                .containsExactly(
                        new Fault(
                                "",
                                "line 2: 00:01:00;01 is no timecode at 30000/1001 frames a second with drop frame"));
    }

    @Test
    void whatComesUpBehindBlackIsAnotherScene() {
        String edl =
                """
                001  episodes/a V C     00:00:00:00 00:00:04:00 01:00:00:00 01:00:04:00
                002  episodes/a V C     00:00:04:00 00:00:04:00 01:00:04:00 01:00:04:00
                002  BL         V D 025 00:00:00:00 00:00:01:00 01:00:04:00 01:00:05:00
                003  BL         V C     00:00:00:00 00:00:00:00 01:00:05:00 01:00:05:00
                003  episodes/b V D 012 00:00:00:00 00:00:03:00 01:00:05:00 01:00:08:00
                004  episodes/c V C     00:00:00:00 00:00:02:00 01:00:08:00 01:00:10:00
                """;
        JsonNode scenes = EdlReader.read(edl, Rational.of(25), NAMES).document().path("scenes");
        assertThat(scenes.size()).isEqualTo(2);
        assertThat(scenes.get(0).path("clips").size()).isEqualTo(1);
        assertThat(scenes.at("/0/clips/0/trim/end").intValue()).isEqualTo(5);
        assertThat(scenes.at("/0/transitions/1/type").asText()).isEqualTo("fade_out");
        assertThat(scenes.at("/1/transitions/0/type").asText()).isEqualTo("fade_in");
        assertThat(scenes.at("/1/transitions").size()).isEqualTo(1);
        assertThat(scenes.at("/1/clips/1/s3Key").asText()).isEqualTo("episodes/c");
    }
}
