package dev.rushes.api.plan.interchange;

import static dev.rushes.api.plan.interchange.TestCuts.JSON;
import static dev.rushes.api.plan.interchange.TestCuts.NAMES;
import static dev.rushes.api.plan.interchange.TestCuts.list;
import static dev.rushes.api.plan.interchange.TestCuts.plan;
import static dev.rushes.api.plan.interchange.TestCuts.told;
import static dev.rushes.api.plan.interchange.TestTimelines.foreign;
import static dev.rushes.api.plan.interchange.TestTimelines.scenes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.plan.Rational;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtioTest {
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
}
