package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.plan.Rational;
import dev.rushes.render.media.MediaLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes with a finished video. */
class InspectorTest {
    @TempDir Path folder = Path.of("");

    private Footage footage() {
        Take take = Take.at(Rational.of(25));
        take.sound = true;
        Take black = Take.at(Rational.of(25));
        black.numbered = false;
        black.ground = 16;
        Take still = Take.at(Rational.of(25));
        still.numbered = false;
        still.ground = 120;
        return new Footage(folder)
                .add("a", take.write(folder.resolve("a.mp4")))
                .add("black", black.write(folder.resolve("black.mp4")))
                .add("still", still.write(folder.resolve("still.mp4")));
    }

    private Inspector inspector(Seen seen) {
        return new Inspector(
                seen.timeline(), seen.video(), seen.file(), MediaLimits.DEFAULT, () -> false);
    }

    private static String plan(String clips) {
        return "{'scenes': [{'clips': [%s]}], 'output': {'width': 320, 'height': 180}}"
                .formatted(clips);
    }

    private static final String GOOD =
            "{'s3Key': 'a', 'trim': {'start': 0, 'end': 2}}, {'s3Key': 'a', 'trim': {'start': 1, 'end': 3}}, {'s3Key': 'a', 'trim': {'start': 0, 'end': 4}}";

    @Test
    void everyVideoComesWithPosterThumbnailsAndReport() throws IOException {
        Seen seen = footage().render(plan(GOOD));
        Path out = Files.createDirectory(folder.resolve("out"));
        List<Companion> companions = inspector(seen).inspect(out, name -> name + "-9x16");
        assertThat(companions)
                .extracting(Companion::kind)
                .containsExactly("poster", "sprite", "sprite", "report");
        assertThat(companions)
                .extracting(one -> one.name() + "." + one.format())
                .containsExactly(
                        "poster-9x16.jpg",
                        "sprite-9x16.vtt",
                        "sprite-1-9x16.jpg",
                        "report-9x16.json");
        Companion poster = companions.getFirst();
        assertThat(poster.width()).isEqualTo(320);
        assertThat(poster.height()).isEqualTo(180);
        assertThat(Files.readAllBytes(poster.file())).startsWith(0xFF, 0xD8);
        // One for each shot, at 0, 2 and 4 s, and a keyframe within the long one.
        assertThat(Files.readString(companions.get(1).file()))
                .isEqualTo(
                        """
                        WEBVTT

                        00:00:00.000 --> 00:00:02.000
                        sprite-1-9x16.jpg#xywh=0,0,160,90

                        00:00:02.000 --> 00:00:04.000
                        sprite-1-9x16.jpg#xywh=160,0,160,90

                        00:00:04.000 --> 00:00:06.560
                        sprite-1-9x16.jpg#xywh=320,0,160,90

                        00:00:06.560 --> 00:00:08.000
                        sprite-1-9x16.jpg#xywh=480,0,160,90
                        """);
        Companion sheet = companions.get(2);
        assertThat(sheet.width()).isEqualTo(640);
        assertThat(sheet.height()).isEqualTo(90);
        assertThat(Files.readAllBytes(sheet.file())).startsWith(0xFF, 0xD8);
    }

    @Test
    void theReportSaysWhatTheFileIs() {
        ObjectNode report = inspector(footage().render(plan(GOOD))).report();
        assertThat(report.get("frames").longValue()).isEqualTo(200);
        assertThat(report.get("durationSeconds").doubleValue()).isEqualTo(8);
        assertThat(report.get("width").intValue()).isEqualTo(320);
        assertThat(report.get("height").intValue()).isEqualTo(180);
        assertThat(report.get("frameRate").textValue()).isEqualTo("25");
        assertThat(report.get("format").textValue()).isEqualTo("mp4");
        assertThat(report.get("encoder").textValue()).isEqualTo("libx264");
        assertThat(Math.abs(report.get("audioVideoOffsetSeconds").doubleValue())).isLessThan(0.001);
        assertThat(report.at("/cuts/count").intValue()).isEqualTo(2);
        assertThat(report.at("/cuts/blackFrames")).isEmpty();
        assertThat(report.at("/cuts/frozenFrames")).isEmpty();
        assertThat(report.get("warnings")).isEmpty();
    }

    @Test
    void blackAndRepeatedFramesAtCutsAreFound() {
        ObjectNode report =
                inspector(
                                footage()
                                        .render(
                                                plan(
                                                        "{'s3Key': 'a', 'trim': {'start': 0, 'end': 2}}, {'s3Key': 'black', 'trim': {'start': 0, 'end': 1}}, {'s3Key': 'a', 'trim': {'start': 0, 'end': 1}}, {'s3Key': 'still', 'trim': {'start': 0, 'end': 1}}")))
                        .report();
        assertThat(frames(report.at("/cuts/blackFrames"))).containsExactly(50L, 74L);
        assertThat(frames(report.at("/cuts/frozenFrames"))).containsExactly(100L);
        assertThat(report.get("warnings"))
                .extracting(JsonNode::textValue)
                .containsExactly(
                        "a black frame at a cut: frame 50, 2 s",
                        "a black frame at a cut: frame 74, 2.96 s",
                        "a repeated frame at a cut: frame 100, 4 s");
    }

    private static List<Long> frames(JsonNode places) {
        return places.findValues("frame").stream().map(JsonNode::longValue).toList();
    }

    @Test
    void aFileThatCannotBeReadLeavesAReportThatSaysSo() throws IOException {
        Seen seen = footage().render(plan(GOOD));
        Files.writeString(seen.file(), "gone");
        Path out = Files.createDirectory(folder.resolve("out"));
        List<Companion> companions = inspector(seen).inspect(out, name -> name);
        assertThat(companions).extracting(Companion::kind).containsExactly("report");
        assertThat(Files.readString(companions.getFirst().file()))
                .contains("the finished file could not be looked at: the file is text");
    }
}
