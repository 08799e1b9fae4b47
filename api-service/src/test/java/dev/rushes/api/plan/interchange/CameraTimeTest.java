package dev.rushes.api.plan.interchange;

import static dev.rushes.api.plan.interchange.TestCuts.JSON;
import static dev.rushes.api.plan.interchange.TestCuts.list;
import static dev.rushes.api.plan.interchange.TestCuts.plan;
import static dev.rushes.api.plan.interchange.TestCuts.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.plan.Rational;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Takes whose files know what the camera's clock showed. */
class CameraTimeTest {
    private static final String NTSC = "30000/1001";

    private static CameraTime camera(String rate, String text) {
        return CameraTime.of(text, Rational.parse(rate)).orElseThrow();
    }

    private static Map<String, CutList.Media> media(JsonNode plan, CameraTime camera) {
        Map<String, CutList.Media> media = new HashMap<>();
        for (JsonNode key : plan.findValues("s3Key")) {
            media.put(
                    key.asText(),
                    new CutList.Media(
                            key.asText().substring(key.asText().lastIndexOf('/') + 1),
                            Rational.of(3600),
                            true,
                            camera));
        }
        return media;
    }

    private static MediaNames names(CameraTime camera) {
        return new MediaNames() {
            @Override
            public Optional<String> key(String name) {
                return name.startsWith("episodes/") ? Optional.of(name) : Optional.empty();
            }

            @Override
            public Optional<CameraTime> camera(String key) {
                return Optional.of(camera);
            }
        };
    }

    /** Also over midnight, and where a camera counts otherwise than the list does. */
    @ParameterizedTest
    @CsvSource({
        "25, 25, 10:00:00:00",
        "25, 25, 23:59:30:12",
        "50, 25, 09:59:59:49",
        "24000/1001, 30000/1001, 01:02:03:04",
        "30000/1001, 30000/1001, 10:00:00;00",
        "30000/1001, 30000/1001, 10:00:00:00",
        "60000/1001, 60000/1001, 23:59:58;04"
    })
    void bothFormatsAreReadBackAsTheyWereWritten(String taken, String rate, String text)
            throws Exception {
        CameraTime camera = camera(taken, text);
        Random random = new Random(13);
        for (int round = 0; round < 40; round++) {
            ObjectNode plan = plan(random, Rational.parse(rate), true);
            String edl = Edl.written(list(plan, rate, media(plan, camera)));
            assertThat(EdlFile.faults(edl)).as(edl).isEmpty();
            Imported lines = EdlReader.read(edl, null, names(camera));
            assertThat(lines.faults()).as(edl).isEmpty();
            assertThat(told(lines.document(), rate, true))
                    .as(edl)
                    .isEqualTo(told(plan, rate, true));

            ObjectNode otio = Otio.written(list(plan, rate, media(plan, camera)));
            assertThat(OtioFile.faults(otio)).isEmpty();
            Imported timeline = OtioReader.read(otio, names(camera));
            assertThat(timeline.faults()).isEmpty();
            assertThat(JSON.readTree(timeline.document().toString()))
                    .isEqualTo(JSON.readTree(plan.toString()));
            for (JsonNode clip : otio.at("/tracks/children/0/children")) {
                if (clip.path("OTIO_SCHEMA").asText().equals("Clip.2")) {
                    ((ObjectNode) clip).set("metadata", JSON.createObjectNode());
                }
            }
            Imported bare = OtioReader.read(otio, names(camera));
            assertThat(bare.faults()).isEmpty();
            assertThat(told(bare.document(), rate, false)).isEqualTo(told(plan, rate, false));
        }
    }

    private static JsonNode oneClip() throws Exception {
        return JSON.readTree(
                """
                {"scenes": [{"clips": [{"s3Key": "episodes/a", "trim": {"start": 60.06, "end": 62.062}}]}],
                 "output": {"frameRate": "30000/1001"}}
                """);
    }

    /** A minute of a camera that drops numbers ends two frames later by name; the programme's own count is the list's. */
    @ParameterizedTest
    @CsvSource({"10:00:00;00, 10:01:00;02 10:01:02;02", "10:00:00:00, 10:01:00:00 10:01:02:00"})
    void eachCameraIsCountedInItsOwnWay(String starts, String times) throws Exception {
        CameraTime camera = camera(NTSC, starts);
        JsonNode plan = oneClip();
        assertThat(Edl.written(list(plan, NTSC, media(plan, camera))).lines().skip(3).findFirst())
                .hasValue("001  A        V     C        " + times + " 01:00:00;00 01:00:02;00");
        JsonNode clip =
                Otio.written(list(plan, NTSC, media(plan, camera)))
                        .at("/tracks/children/0/children/0");
        double first = starts.contains(";") ? 1_078_920 : 1_080_000;
        assertThat(
                        clip.at("/media_references/DEFAULT_MEDIA/available_range/start_time/value")
                                .doubleValue())
                .isEqualTo(first);
        assertThat(clip.at("/source_range/start_time/value").doubleValue()).isEqualTo(first + 1800);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    10:00:00:00 | 09:59:59:00 10:00:01:00 | line 1: 09:59:59:00 lies before its take, which begins at 10:00:00:00
                    10:00:00;00 | 10:01:00;00 10:01:02;00 | line 1: 10:01:00;00 to 10:01:02;00 are no times of its take, which counts with drop frame from 10:00:00;00 on
                    10:00:00:00 | 00:00:00:00 00:00:02:00 | line 1: 00:00:00:00 lies before its take, which begins at 10:00:00:00
                    """)
    void timesOutsideATakeAreFaultsOfTheirLine(String starts, String times, String fault) {
        String edl = "001  episodes/a V C %s 01:00:00:00 01:00:02:00".formatted(times);
        assertThat(EdlReader.read(edl, Rational.parse(NTSC), names(camera(NTSC, starts))).faults())
                .containsExactly(new Fault("", fault));
    }

    @Test
    void aTimelineThatDoesNotSayWhatIsAvailableIsCountedByTheCamera() throws Exception {
        CameraTime camera = camera("25", "10:00:00:00");
        String file =
                """
                {"OTIO_SCHEMA": "Timeline.1", "tracks": {"children": [{"OTIO_SCHEMA": "Track.1", "children": [
                  {"OTIO_SCHEMA": "Clip.1", "name": "episodes/a",
                   "source_range": {"start_time": {"rate": 25, "value": %d}, "duration": {"rate": 25, "value": 50}}}]}]}}
                """;
        Imported imported = OtioReader.read(JSON.readTree(file.formatted(900_050)), names(camera));
        assertThat(imported.faults()).isEmpty();
        assertThat(imported.document().at("/scenes/0/clips/0/trim/start").doubleValue())
                .isEqualTo(2);
        assertThat(OtioReader.read(JSON.readTree(file.formatted(899_990)), names(camera)).faults())
                .containsExactly(
                        new Fault(
                                "/tracks/children/0/children/0",
                                "its source_range begins before its take does"));
    }

    /** An asset begins when its camera did, and so does what a time map leads to. */
    @Test
    void finalCutProFindsTheFramesOfTheCamera() throws Exception {
        JsonNode plan =
                JSON.readTree(
                        """
                        {"scenes": [{"clips": [{"s3Key": "episodes/a", "trim": {"start": 2, "end": 4}},
                           {"s3Key": "episodes/b", "trim": {"start": 2, "end": 6}, "speed": 2}]}],
                         "output": {"frameRate": 25}}
                        """);
        CameraTime camera = camera("25", "10:00:00:00");
        String text = Fcpxml.written(list(plan, "25", media(plan, camera)));
        assertThat(text.lines().filter(line -> line.contains("<asset ")))
                .hasSize(2)
                .allMatch(line -> line.contains(" start=\"36000s\" duration=\"3600s\""));
        assertThat(text.lines().filter(line -> line.contains("<asset-clip ")))
                .satisfiesExactly(
                        plain -> assertThat(plain).contains(" start=\"36002s\" duration=\"2s\""),
                        fast -> assertThat(fast).contains(" start=\"1s\" duration=\"2s\""));
        assertThat(text.lines().filter(line -> line.contains("<timept ")))
                .satisfiesExactly(
                        first -> assertThat(first).contains("time=\"0s\" value=\"36000s\""),
                        last -> assertThat(last).contains("time=\"3s\" value=\"36006s\""));
    }

    @Test
    void whatIsNoTimecodeIsNone() {
        assertThat(CameraTime.of("", Rational.of(25))).isEmpty();
        assertThat(CameraTime.of("10:00:00:25", Rational.of(25))).isEmpty();
        assertThat(CameraTime.of("10:00", Rational.of(25))).isEmpty();
        assertThat(camera(NTSC, "00:01:00;02").first()).isEqualTo(1800);
        assertThat(camera(NTSC, "00:01:00:02").first()).isEqualTo(1802);
    }
}
