package dev.rushes.api.plan.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.PlanCheck;
import dev.rushes.common.plan.structure.PlanLimits;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.common.plan.structure.SourceCatalog;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

class InterchangeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PlanLimits LIMITS = new PlanLimits(5000, Rational.of(21600), 4096);
    private static final String[] RATES = {
        "24", "25", "30", "60", "24000/1001", "30000/1001", "60000/1001"
    };

    private static final SourceCatalog SOURCES =
            new SourceCatalog() {
                @Override
                public Optional<Source> source(String s3Key) {
                    return Optional.of(new Source(Rational.of(3600), null));
                }

                @Override
                public boolean hasScene(UUID sceneId) {
                    return true;
                }
            };
    private static final MediaNames NAMES =
            name -> name.startsWith("episodes/") ? Optional.of(name) : Optional.empty();

    @ParameterizedTest
    @ValueSource(strings = {"24", "25", "30", "60", "24000/1001", "30000/1001", "60000/1001"})
    void aPlanThatIsReadBackFromOpenTimelineIoIsWhatItWas(String rate) throws Exception {
        Random random = new Random(3);
        for (int round = 0; round < 40; round++) {
            ObjectNode plan = plan(random, Rational.parse(rate), false);
            JsonNode file = JSON.readTree(JSON.writeValueAsString(Otio.written(list(plan, rate))));
            assertThat(OtioFile.faults(file)).isEmpty();
            Imported imported = OtioReader.read(file, NAMES);
            assertThat(imported.faults()).isEmpty();
            assertThat(imported.document()).isEqualTo(JSON.readTree(plan.toString()));
        }
    }

    /** Also without our own notes: whatever the format itself holds is there to the frame. */
    @ParameterizedTest
    @ValueSource(strings = {"25", "30000/1001"})
    void whatOpenTimelineIoItselfHoldsIsReadToTheFrame(String rate) throws Exception {
        Random random = new Random(5);
        for (int round = 0; round < 40; round++) {
            ObjectNode plan = plan(random, Rational.parse(rate), true);
            ObjectNode file = Otio.written(list(plan, rate));
            for (JsonNode clip : file.at("/tracks/children/0/children")) {
                if (clip.path("OTIO_SCHEMA").asText().equals("Clip.2")) {
                    ((ObjectNode) clip).set("metadata", JSON.createObjectNode());
                }
            }
            file.set("metadata", JSON.createObjectNode());
            Imported imported = OtioReader.read(file, NAMES);
            assertThat(imported.faults()).isEmpty();
            assertThat(told(imported.document(), rate, false)).isEqualTo(told(plan, rate, false));
        }
    }

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    001  AX V C 00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00 | line 1: no single take of this episode is called AX
                    001  AX V K 00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00 | line 1: a key cannot be taken
                    001  AX V D 00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00 | line 1: a transition needs its length
                    001  AX V C 00:00:00:25 00:00:01:00 01:00:00:00 01:00:01:00 | line 1: 00:00:00:25 is no timecode at 25 frames a second
                    001  AX V C 00:00:02:00 00:00:01:00 01:00:00:00 01:00:01:00 | line 1: ends before it begins
                    001  BL V C 00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00 | line 1: a plan has no black of its own
                    001  episodes/a V C 00:00:00:00 00:00:02:00 01:00:00:00 01:00:01:00 | line 1: shows more or less of its take than it lasts, without a speed
                    001  and then                                               | line 1: is no event of CMX 3600
                    TITLE: nothing                                              | line 1: has no video events
                    """)
    void faultsOfAnEdlAreNamedByTheirLines(String line, String fault) {
        assertThat(EdlReader.read(line, Rational.of(25), NAMES).faults())
                .containsExactly(new Fault("", fault));
    }

    /** Numbers that would take the memory or the arithmetic of the service. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1e200000000                             | line 2: its speed cannot be read
                    1e-200000000                            | line 2: its speed cannot be read
                    -1                                      | line 2: its speed cannot be read
                    1/0                                     | line 2: its speed cannot be read
                    4611686018427387903/4611686018427387902 | line 2: its speed cannot be read
                    4.001                                   | line 2: its speed must lie between 0.25 and 4
                    1/5                                     | line 2: its speed must lie between 0.25 and 4
                    """)
    void speedsThatNoClipHasAreFaultsOfTheirLine(String speed, String fault) {
        String edl =
                "001  episodes/a V C 00:00:00:00 00:00:02:00 01:00:00:00 01:00:01:00\n* RUSHES SPEED: "
                        + speed;
        assertThat(EdlReader.read(edl, Rational.of(25), NAMES).faults())
                .containsExactly(new Fault("", fault));
    }

    @Test
    void numbersThatFitNowhereAreFaultsToo() {
        assertThat(EdlReader.read("* RUSHES RATE: 1e200000000", null, NAMES).faults())
                .contains(new Fault("", "line 1: its frame rate cannot be read"));
        String edl =
                """
                * RUSHES RATE: 9999999967/9999999929
                001  episodes/a V C 91:00:00:01 99:00:00:00 01:00:00:00 08:59:59:01
                * RUSHES SPEED: 1.000001
                """;
        assertThat(EdlReader.read(edl, null, NAMES).faults())
                .containsExactly(
                        new Fault(
                                "",
                                "line 2: its times cannot be counted at the rate and speed of the list"));
        String still =
                """
                001  episodes/a V C 00:00:00:00 00:00:00:00 01:00:00:00 01:00:01:00
                M2   episodes/a     000.0                00:00:00:00
                """;
        assertThat(EdlReader.read(still, Rational.of(25), NAMES).faults())
                .containsExactly(new Fault("", "line 1: its speed must lie between 0.25 and 4"));
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

    @Test
    void faultsOfTheDocumentAreToldAsFaultsOfTheFile() throws Exception {
        String edl =
                """
                001  episodes/a V C     00:00:00:00 00:00:04:00 01:00:00:00 01:00:04:00
                002  episodes/b V D 010 00:00:00:00 00:00:04:00 01:00:04:00 01:00:08:00
                """;
        Imported lines = EdlReader.read(edl, Rational.of(25), NAMES);
        assertThat(lines.inFile("/scenes/0/clips/1/trim/end", "is late"))
                .isEqualTo(new Fault("", "line 2: is late"));
        assertThat(lines.inFile("/scenes/0/name", "is odd"))
                .isEqualTo(new Fault("", "line 1: is odd"));
        Imported timeline = OtioReader.read(foreign(), NAMES);
        assertThat(timeline.inFile("/scenes/0/clips/1/trim/end", "is late"))
                .isEqualTo(new Fault("/tracks/children/0/children/2", "is late"));
        assertThat(timeline.inFile("/output", "is odd")).isEqualTo(new Fault("", "is odd"));
    }

    /** A camera that counts from ten o'clock, a sound rate for the start, a transition in another rate. */
    private static JsonNode foreign() throws Exception {
        return JSON.readTree(
                """
                {"OTIO_SCHEMA": "Timeline.1", "tracks": {"OTIO_SCHEMA": "Stack.1", "children": [
                  {"OTIO_SCHEMA": "Track.1", "kind": "Video", "children": [
                    {"OTIO_SCHEMA": "Clip.1", "name": "one",
                     "media_reference": {"target_url": "episodes/a",
                       "available_range": {"start_time": {"rate": 25, "value": 900000}, "duration": {"rate": 25, "value": 500}}},
                     "source_range": {"start_time": {"rate": 48000, "value": 1728096000}, "duration": {"rate": 25, "value": 100}}},
                    {"OTIO_SCHEMA": "Transition.1", "in_offset": {"rate": 50, "value": 10}, "out_offset": {"rate": 50, "value": 30}},
                    {"OTIO_SCHEMA": "Clip.1", "name": "two",
                     "media_reference": {"target_url": "episodes/b",
                       "available_range": {"start_time": {"rate": 24, "value": 86400}, "duration": {"rate": 24, "value": 240}}}}]}]}}
                """);
    }

    @Test
    void timesOfForeignTimelinesCountFromWhatIsAvailableInTheirOwnRates() throws Exception {
        Imported imported = OtioReader.read(foreign(), NAMES);
        assertThat(imported.faults()).isEmpty();
        JsonNode clips = imported.document().at("/scenes/0/clips");
        assertThat(clips.at("/0/trim/start").doubleValue()).isEqualTo(2);
        assertThat(clips.at("/0/trim/end").doubleValue()).isEqualTo(6.6);
        assertThat(clips.at("/1/trim/start").doubleValue()).isZero();
        assertThat(clips.at("/1/trim/end").doubleValue()).isEqualTo(10);
        assertThat(clips.at("/1/transition/duration").doubleValue()).isEqualTo(0.8);
    }

    @Test
    void anEdlThatDoesNotSayItsRateIsNotGuessed() {
        assertThat(EdlReader.read("TITLE: x", null, NAMES).faults())
                .containsExactly(
                        new Fault(
                                "",
                                "line 1: does not say its frame rate, from 1 to 120; send frameRate"));
    }

    @Test
    void faultsOfATimelineAreNamedByTheirPointers() throws Exception {
        JsonNode file =
                JSON.readTree(
                        """
                        {"OTIO_SCHEMA": "Timeline.1", "tracks": {"OTIO_SCHEMA": "Stack.1", "children": [
                          {"OTIO_SCHEMA": "Track.1", "kind": "Video", "children": [
                            {"OTIO_SCHEMA": "Transition.1"},
                            {"OTIO_SCHEMA": "Clip.1", "name": "lost.mov", "source_range": {"duration": {"rate": 25, "value": 5}}},
                            {"OTIO_SCHEMA": "Gap.1", "source_range": {"duration": {"rate": 25, "value": 5}}},
                            {"OTIO_SCHEMA": "Clip.2", "name": "episodes/a"},
                            {"OTIO_SCHEMA": "Stack.1"}]},
                          {"OTIO_SCHEMA": "Track.1", "kind": "Video", "children": [{}]}]}}
                        """);
        assertThat(OtioReader.read(file, NAMES).faults())
                .containsExactly(
                        new Fault("/tracks/children/1", "is a second video track; a plan has one"),
                        new Fault(
                                "/tracks/children/0/children/0",
                                "a transition must stand between two clips"),
                        new Fault(
                                "/tracks/children/0/children/1",
                                "no single take of this episode is called lost.mov"),
                        new Fault("/tracks/children/0/children/2", "a plan has no gaps"),
                        new Fault(
                                "/tracks/children/0/children/3",
                                "needs a source_range of some length"),
                        new Fault(
                                "/tracks/children/0/children/4",
                                "Stack cannot be taken; flatten the timeline"));
        assertThat(OtioReader.read(JSON.readTree("{}"), NAMES).faults())
                .containsExactly(new Fault("", "must be a Timeline, not nothing"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "NaN"  | 5     | 25     | its speed must lie between 0.25 and 4
                    1e999  | 5     | 25     | its speed must lie between 0.25 and 4
                    1      | 1e999 | 25     | its times cannot be read
                    1      | 1e300 | 25     | its times cannot be read
                    1      | 5     | 1e-310 | its times cannot be read
                    1      | 5     | 1e999  | needs a source_range of some length
                    """)
    void numbersThatAreNoneAreFaults(String scalar, String frames, String rate, String fault)
            throws Exception {
        JsonNode file =
                JSON.readTree(
                        """
                        {"OTIO_SCHEMA": "Timeline.1", "tracks": {"children": [{"OTIO_SCHEMA": "Track.1", "children": [
                          {"OTIO_SCHEMA": "Clip.1", "name": "episodes/a",
                           "effects": [{"OTIO_SCHEMA": "LinearTimeWarp.1", "time_scalar": %s}],
                           "source_range": {"duration": {"rate": %s, "value": %s}}}]}]}}
                        """
                                .formatted(scalar, rate, frames));
        assertThat(OtioReader.read(file, NAMES).faults())
                .containsExactly(new Fault("/tracks/children/0/children/0", fault));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"text\"", "[]"})
    void aNoteThatIsNoClipIsLeftOut(String note) throws Exception {
        ObjectNode file = Otio.written(list(scenes(), "25"));
        ((ObjectNode) file.at("/tracks/children/0/children/0/metadata/rushes"))
                .set("clip", JSON.readTree(note));
        ((ObjectNode) file.at("/metadata/rushes/scenes/0"))
                .set("transitions", JSON.readTree("{\"a\": 1, \"b\": 2}"));
        Imported imported = OtioReader.read(file, NAMES);
        assertThat(imported.faults()).isEmpty();
        assertThat(JSON.readTree(imported.document().at("/scenes/0/clips/0").toString()))
                .isEqualTo(
                        JSON.readTree(
                                "{\"s3Key\": \"episodes/a\", \"trim\": {\"start\": 1, \"end\": 5}}"));
    }

    /** Two scenes, each up from black. */
    private static JsonNode scenes() throws Exception {
        return JSON.readTree(
                """
                {"scenes": [
                   {"name": "One", "transitions": ["fade_in", "fade_out"], "clips": [
                     {"s3Key": "episodes/a", "trim": {"start": 1, "end": 5}},
                     {"s3Key": "episodes/b", "trim": {"start": 1, "end": 5}}]},
                   {"name": "Two", "transitions": [{"type": "fade_in", "duration": 0.4}], "clips": [
                     {"s3Key": "episodes/c", "trim": {"start": 1, "end": 5}}]}],
                 "output": {"frameRate": 25}}
                """);
    }

    @Test
    void aSceneWhoseFirstClipWasTrimmedStillComesUpFromBlack() throws Exception {
        ObjectNode file = Otio.written(list(scenes(), "25"));
        for (int clip : new int[] {0, 2}) {
            ((ObjectNode)
                            file.at(
                                    "/tracks/children/0/children/%d/source_range/start_time"
                                            .formatted(clip)))
                    .put("value", 50.0);
        }
        Imported imported = OtioReader.read(file, NAMES);
        assertThat(imported.faults()).isEmpty();
        JsonNode read = JSON.readTree(imported.document().toString()).path("scenes");
        assertThat(read.at("/0/clips/0/trim/start").intValue()).isEqualTo(2);
        assertThat(read.at("/1/clips/0/trim/start").intValue()).isEqualTo(2);
        for (int scene : new int[] {0, 1}) {
            assertThat(read.get(scene).path("transitions"))
                    .isEqualTo(scenes().path("scenes").get(scene).path("transitions"));
        }
    }

    @Test
    void aClipThatIsMovedBehindAnotherSceneDoesNotComeUpFromBlackThere() throws Exception {
        ObjectNode file = Otio.written(list(scenes(), "25"));
        ArrayNode children = (ArrayNode) file.at("/tracks/children/0/children");
        children.add(children.remove(1));
        Imported imported = OtioReader.read(file, NAMES);
        assertThat(imported.faults()).isEmpty();
        JsonNode read = imported.document().path("scenes");
        assertThat(read.at("/0/transitions/0").asText()).isEqualTo("fade_in");
        assertThat(read.at("/1/transitions/0/type").asText()).isEqualTo("fade_in");
        assertThat(read.at("/2/name").asText()).isEqualTo("One");
        assertThat(read.at("/2/clips/0/s3Key").asText()).isEqualTo("episodes/b");
        assertThat(read.at("/2/transitions").toString()).isEqualTo("[\"cut\"]");
    }

    @Test
    void whatSomebodyChangedInATimelineCounts() throws Exception {
        JsonNode plan =
                JSON.readTree(
                        """
                        {"scenes": [{"name": "One", "clips": [
                           {"s3Key": "episodes/a", "trim": {"start": 1, "end": 5}, "fit": "cover", "duration": 4},
                           {"s3Key": "episodes/b", "trim": {"start": 0, "end": 4.0004}}]}],
                         "output": {"frameRate": 25}, "totalDuration": 8.0004}
                        """);
        ObjectNode file = Otio.written(list(plan, "25"));
        ((ObjectNode) file.at("/tracks/children/0/children/0/source_range/start_time"))
                .put("value", 50.0);
        Imported imported = OtioReader.read(file, NAMES);
        assertThat(imported.faults()).isEmpty();
        assertThat(JSON.readTree(imported.document().toString()))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"scenes": [{"name": "One", "transitions": ["cut"], "clips": [
                                   {"s3Key": "episodes/a", "fit": "cover", "trim": {"start": 2, "end": 6}},
                                   {"s3Key": "episodes/b", "trim": {"start": 0, "end": 4.0004}}]}],
                                 "output": {"frameRate": 25}}
                                """));
    }

    @Test
    void fcpxmlKeepsTheStructureOfItsDefinition() throws Exception {
        Random random = new Random(21);
        for (String rate : RATES) {
            for (int round = 0; round < 10; round++) {
                ObjectNode plan = plan(random, Rational.parse(rate), round % 2 == 0);
                CutList list = list(plan, rate);
                String text = Fcpxml.written(list);
                String kept = System.getProperty("rushes.interchange.write");
                if (kept != null) {
                    String name = rate.replace('/', '-') + "-" + round;
                    Files.writeString(Path.of(kept, name + ".fcpxml"), text);
                    Files.writeString(
                            Path.of(kept, name + ".otio"), Otio.written(list).toPrettyString());
                    Files.writeString(Path.of(kept, name + ".edl"), Edl.written(list));
                }
                assertThat(FcpxmlFile.faults(document(text), list.rate())).as(text).isEmpty();
            }
        }
    }

    private static Document document(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    private static CutList list(JsonNode plan, String rate) {
        PlanCheck check = PlanCheck.of(plan, SOURCES, LIMITS);
        assertThat(check.errors()).as(plan.toString()).isEmpty();
        return CutList.of(
                "A title",
                Rational.parse(rate),
                1920,
                1080,
                plan,
                programme(check),
                new HashMap<>());
    }

    private static Programme programme(PlanCheck check) {
        return Objects.requireNonNull(check.programme());
    }

    /** What both formats can hold of a plan, in frames. */
    private static List<String> told(JsonNode plan, String rate, boolean reasons) {
        List<String> told = new ArrayList<>();
        for (CutList.Cut cut : list(plan, rate).cuts()) {
            told.add(
                    cut.s3Key()
                            + " "
                            + cut.in().times(Rational.parse(rate)).roundHalfUp()
                            + "+"
                            + cut.frames()
                            + " x"
                            + cut.speed()
                            + " "
                            + cut.transition()
                            + " "
                            + cut.overlap()
                            + (reasons
                                    ? " "
                                            + cut.fadeIn()
                                            + " "
                                            + cut.fadeOut()
                                            + " "
                                            + CutList.reason(cut)
                                    : ""));
        }
        return told;
    }

    /** A plan of everything; on whole frames, where formats hold no more. */
    private static ObjectNode plan(Random random, Rational rate, boolean wholeFrames) {
        JsonNodeFactory json = JSON.getNodeFactory();
        ObjectNode plan = json.objectNode().put("version", 1);
        plan.putObject("output")
                .put("frameRate", rate.toString())
                .put("width", 1280)
                .put("height", 720);
        plan.putObject("music").put("enabled", false);
        ArrayNode scenes = plan.putArray("scenes");
        int count = random.nextInt(1, 5);
        for (int s = 0; s < count; s++) {
            ObjectNode scene =
                    scenes.addObject().put("sceneId", new UUID(1, random.nextLong()).toString());
            scene.put("name", "Scene & <" + s + ">");
            ArrayNode clips = scene.putArray("clips");
            int of = random.nextInt(1, 5);
            for (int c = 0; c < of; c++) {
                ObjectNode clip =
                        clips.addObject()
                                .put(
                                        "s3Key",
                                        "episodes/e/scenes/s/u/take " + random.nextInt(9) + ".mp4");
                long in = random.nextInt(0, 2000);
                // Divisible by every speed used.
                long frames = 4L * random.nextInt(30, 100);
                ObjectNode trim = clip.putObject("trim");
                double jitter = wholeFrames ? 0 : random.nextInt(0, 5) / 10_000.0;
                trim.put("start", seconds(in, rate, jitter))
                        .put("end", seconds(in + frames, rate, jitter));
                if (random.nextInt(4) == 0) {
                    clip.put("speed", new BigDecimal(random.nextBoolean() ? "2" : "0.5"));
                }
                if (random.nextBoolean()) {
                    clip.put("reason", "steady; \"sharp\" <" + c + ">").put("confidence", 0.8);
                }
                if (random.nextInt(3) == 0) {
                    clip.putArray("alternates")
                            .addObject()
                            .put("s3Key", "episodes/e/other.mp4")
                            .put("rank", 1);
                    clip.put("fit", "cover").put("volume", 0.5);
                }
                if (c > 0 && random.nextInt(3) == 0) {
                    clip.set("transition", transition(random, rate));
                }
            }
            if (random.nextBoolean()) {
                ArrayNode transitions = scene.putArray("transitions");
                transitions.add(
                        s > 0 && random.nextBoolean()
                                ? transition(random, rate)
                                : json.textNode("cut"));
            }
        }
        return plan;
    }

    private static JsonNode transition(Random random, Rational rate) {
        String[] names = {"dissolve", "wipe_left", "circle_open", "fade_white", "slide_up"};
        return JSON.createObjectNode()
                .put("type", names[random.nextInt(names.length)])
                .put("duration", seconds(random.nextInt(4, 25), rate, 0));
    }

    private static BigDecimal seconds(long frames, Rational rate, double jitter) {
        BigDecimal plain =
                Rational.of(frames)
                        .dividedBy(rate)
                        .toDecimal()
                        .add(BigDecimal.valueOf(jitter))
                        .setScale(6, RoundingMode.HALF_UP);
        return plain.stripTrailingZeros().scale() < 0
                ? plain.setScale(0)
                : plain.stripTrailingZeros();
    }

    /** The rules of the schemas of OpenTimelineIO that are used: which fields each object must have, and of what kind. */
    private static final class OtioFile {
        private static final Map<String, Set<String>> FIELDS =
                Map.of(
                        "Timeline.1", Set.of("name", "metadata", "global_start_time", "tracks"),
                        "Stack.1",
                                Set.of(
                                        "name",
                                        "metadata",
                                        "source_range",
                                        "effects",
                                        "markers",
                                        "enabled",
                                        "children"),
                        "Track.1",
                                Set.of(
                                        "name",
                                        "metadata",
                                        "source_range",
                                        "effects",
                                        "markers",
                                        "enabled",
                                        "children",
                                        "kind"),
                        "Clip.2",
                                Set.of(
                                        "name",
                                        "metadata",
                                        "source_range",
                                        "effects",
                                        "markers",
                                        "enabled",
                                        "media_references",
                                        "active_media_reference_key"),
                        "Transition.1",
                                Set.of(
                                        "name",
                                        "metadata",
                                        "transition_type",
                                        "in_offset",
                                        "out_offset"),
                        "ExternalReference.1",
                                Set.of(
                                        "name",
                                        "metadata",
                                        "available_range",
                                        "available_image_bounds",
                                        "target_url"),
                        "LinearTimeWarp.1",
                                Set.of("name", "metadata", "effect_name", "time_scalar"),
                        "Marker.2", Set.of("name", "metadata", "color", "comment", "marked_range"),
                        "TimeRange.1", Set.of("start_time", "duration"),
                        "RationalTime.1", Set.of("rate", "value"));

        static List<String> faults(JsonNode file) {
            List<String> faults = new ArrayList<>();
            walk(file, "", faults);
            for (JsonNode track : file.path("tracks").path("children")) {
                JsonNode children = track.path("children");
                for (int i = 0; i < children.size(); i++) {
                    boolean transition = schema(children.get(i)).equals("Transition.1");
                    if (transition
                            && (i == 0
                                    || i == children.size() - 1
                                    || schema(children.get(i - 1)).equals("Transition.1"))) {
                        faults.add("a transition at " + i);
                    }
                }
            }
            return faults;
        }

        private static void walk(JsonNode node, String pointer, List<String> faults) {
            if (node.isObject() && node.has("OTIO_SCHEMA")) {
                Set<String> fields = FIELDS.get(schema(node));
                if (fields == null) {
                    faults.add(pointer + " is a " + schema(node));
                    return;
                }
                Set<String> its = new HashSet<>();
                node.fieldNames().forEachRemaining(its::add);
                its.remove("OTIO_SCHEMA");
                if (!its.equals(fields)) {
                    faults.add(pointer + " has " + its + ", not " + fields);
                }
                if (schema(node).equals("RationalTime.1")
                        && !(node.path("rate").asDouble() > 0 && node.path("value").isNumber())) {
                    faults.add(pointer + " is no time");
                }
            }
            if (pointer.endsWith("/metadata")) {
                return;
            }
            node.properties()
                    .forEach(child ->
                            walk(child.getValue(), pointer + "/" + child.getKey(), faults));
            if (node.isArray()) {
                for (int i = 0; i < node.size(); i++) {
                    walk(node.get(i), pointer + "/" + i, faults);
                }
            }
        }

        private static String schema(JsonNode node) {
            return node.path("OTIO_SCHEMA").asText();
        }
    }

    /** The columns of CMX 3600, and record times that leave no holes. */
    private static final class EdlFile {
        private static final String TIME = "\\d\\d:\\d\\d:\\d\\d[:;]\\d\\d";

        static List<String> faults(String file) {
            List<String> faults = new ArrayList<>();
            String[] lines = file.split("\r\n", -1);
            String record = "";
            for (int i = 0; i < lines.length; i++) {
                String line = lines[i];
                boolean known =
                        (line.isEmpty() && i == lines.length - 1)
                                || line.startsWith(i == 0 ? "TITLE: " : i == 1 ? "FCM: " : "* ")
                                || line.matches("M2   [A-Z0-9 ]{8} +\\d{3}\\.\\d +" + TIME)
                                || line.matches(
                                        "\\d{3}  [A-Z0-9 ]{8} V     (C   |D   |W00\\d) (   |\\d{3}) "
                                                + TIME
                                                + " "
                                                + TIME
                                                + " "
                                                + TIME
                                                + " "
                                                + TIME);
                if (!known) {
                    faults.add("line " + (i + 1) + ": " + line);
                }
                if (!line.isEmpty() && Character.isDigit(line.charAt(0))) {
                    String[] columns = line.split(" +", -1);
                    String in = columns[columns.length - 2];
                    if (!record.isEmpty() && !in.equals(record)) {
                        faults.add("line " + (i + 1) + " does not follow " + record);
                    }
                    record = columns[columns.length - 1];
                }
            }
            return faults;
        }
    }

    /** Elements and attributes as FCPXML 1.10 defines those that are used, their order, and times on whole frames. */
    private static final class FcpxmlFile {
        private static final Map<String, String> CHILDREN =
                Map.ofEntries(
                        Map.entry("fcpxml", "resources library"),
                        Map.entry("resources", "format effect( asset)+"),
                        Map.entry("format", ""),
                        Map.entry("effect", ""),
                        Map.entry("asset", "media-rep"),
                        Map.entry("media-rep", ""),
                        Map.entry("library", "event"),
                        Map.entry("event", "project"),
                        Map.entry("project", "sequence"),
                        Map.entry("sequence", "spine"),
                        Map.entry(
                                "spine",
                                "(asset-clip|audition)( transition (asset-clip|audition)| asset-clip| audition)*"),
                        Map.entry("audition", "asset-clip( asset-clip)*"),
                        Map.entry("asset-clip", "(timeMap)? ?(marker)?"),
                        Map.entry("timeMap", "timept timept"),
                        Map.entry("timept", ""),
                        Map.entry("marker", ""),
                        Map.entry("transition", "filter-video"),
                        Map.entry("filter-video", ""));
        private static final Map<String, Set<String>> REQUIRED =
                Map.of(
                        "asset-clip",
                                Set.of("ref", "offset", "start", "duration", "name", "format"),
                        "transition", Set.of("name", "offset", "duration"),
                        "marker", Set.of("start", "duration", "value"),
                        "media-rep", Set.of("kind", "src"),
                        "sequence",
                                Set.of(
                                        "format",
                                        "duration",
                                        "tcStart",
                                        "tcFormat",
                                        "audioLayout",
                                        "audioRate"));

        static List<String> faults(Document document, Rational rate) {
            List<String> faults = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            walk(document.getDocumentElement(), rate, ids, faults);
            refs(document.getDocumentElement(), ids, faults);
            return faults;
        }

        private static void walk(
                Element element, Rational rate, Set<String> ids, List<String> faults) {
            String model = CHILDREN.get(element.getTagName());
            List<String> children = new ArrayList<>();
            for (Node child = element.getFirstChild();
                    child != null;
                    child = child.getNextSibling()) {
                if (child instanceof Element its) {
                    children.add(its.getTagName());
                    walk(its, rate, ids, faults);
                } else if (!child.getTextContent().isBlank()) {
                    faults.add("text in " + element.getTagName());
                }
            }
            if (model == null || !String.join(" ", children).matches(model)) {
                faults.add(element.getTagName() + " has " + children);
            }
            for (String required : REQUIRED.getOrDefault(element.getTagName(), Set.of())) {
                if (!element.hasAttribute(required)) {
                    faults.add(element.getTagName() + " has no " + required);
                }
            }
            if (element.hasAttribute("id") && !ids.add(element.getAttribute("id"))) {
                faults.add("id twice: " + element.getAttribute("id"));
            }
            for (String time : List.of("offset", "start", "duration")) {
                String text = element.getAttribute(time);
                if (!text.isEmpty()
                        && Rational.parse(text.substring(0, text.length() - 1))
                                        .times(rate)
                                        .denominator()
                                != 1) {
                    faults.add(
                            time + " of " + element.getTagName() + " is no whole frame: " + text);
                }
            }
        }

        private static void refs(Element element, Set<String> ids, List<String> faults) {
            for (String name : List.of("ref", "format")) {
                if (element.hasAttribute(name) && !ids.contains(element.getAttribute(name))) {
                    faults.add(name + " leads nowhere: " + element.getAttribute(name));
                }
            }
            for (Node child = element.getFirstChild();
                    child != null;
                    child = child.getNextSibling()) {
                if (child instanceof Element its) {
                    refs(its, ids, faults);
                }
            }
        }
    }
}
