package dev.rushes.api.plan.interchange;

import static dev.rushes.api.plan.interchange.TestCuts.JSON;
import static dev.rushes.api.plan.interchange.TestCuts.NAMES;
import static dev.rushes.api.plan.interchange.TestCuts.list;
import static dev.rushes.api.plan.interchange.TestTimelines.foreign;
import static dev.rushes.api.plan.interchange.TestTimelines.scenes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.plan.Rational;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that nobody can take, and what they are told. */
class BadInterchangeTest {
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

    @Test
    void anEdlThatDoesNotSayItsRateIsNotGuessed() {
        assertThat(EdlReader.read("TITLE: x", null, NAMES).faults())
                .containsExactly(
                        new Fault(
                                "",
                                "line 1: does not say its frame rate, from 1 to 120; send frameRate"));
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
}
