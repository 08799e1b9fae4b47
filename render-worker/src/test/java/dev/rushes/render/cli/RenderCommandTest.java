package dev.rushes.render.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.MediaProbe;
import dev.rushes.render.media.MediaInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderCommandTest {
    private static final int FINE = 0;
    private static final int REFUSED = 2;

    @TempDir Path folder = Path.of("");

    @BeforeEach
    void footage() throws IOException {
        Path takes = Files.createDirectories(folder.resolve("takes/day-1"));
        new FootageMaker(320, 180, Rational.of(25), Rational.of(2), 440, 0, 0, "libx264", 25)
                .make(takes.resolve("a.mp4"));
        Files.copy(takes.resolve("a.mp4"), folder.resolve("outside.mp4"));
        Files.createSymbolicLink(
                takes.resolve("link.mp4"), folder.resolve("outside.mp4").toAbsolutePath());
        Files.writeString(takes.resolve("text.mp4"), "not a video");
    }

    private int run(String plan) throws IOException {
        Path file = Files.writeString(folder.resolve("plan.json"), plan.replace('\'', '"'));
        return Commands.run(
                new RenderCommand(),
                file.toString(),
                "--footage",
                folder.resolve("takes").toString(),
                "-o",
                folder.resolve("out.mp4").toString(),
                "--quality",
                "draft");
    }

    @Test
    void aPlanBecomesAVideoAndASheet() throws IOException {
        assertThat(
                        run(
                                "{'scenes': [{'clips': [{'s3Key': 'day-1/a.mp4', 'trim': {'start': 0.4, 'end': 1.6}}]}]}"))
                .isEqualTo(FINE);
        MediaInfo info = MediaProbe.probe(folder.resolve("out.mp4"));
        assertThat(info.exactDuration()).isEqualTo("6/5");
        assertThat(info.audio()).isEqualTo(new MediaInfo.Audio("aac", 48_000, 2, "stereo"));
        Path sheet = folder.resolve("sheet.png");
        assertThat(
                        Commands.run(
                                new ContactSheetCommand(),
                                folder.resolve("out.mp4").toString(),
                                sheet.toString(),
                                "--tile-width",
                                "160"))
                .isEqualTo(FINE);
        assertThat(Files.readAllBytes(sheet)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void whatIsNoVideoMayBeAFontATableOrCaptions() throws IOException {
        Files.writeString(
                folder.resolve("takes/words.srt"), "1\n00:00:00,000 --> 00:00:01,000\nHello\n");
        Files.writeString(folder.resolve("takes/bent.cube"), "LUT_1D_SIZE 2\n0 0 0\n1 0.9 0.8\n");
        assertThat(
                        run(
                                "{'scenes': [{'clips': [{'s3Key': 'day-1/a.mp4', 'effects': [{'type': 'lut', 's3Key': 'bent.cube'}]}]}],"
                                        + " 'captions': {'s3Key': 'words.srt', 'mode': 'both'}}"))
                .isEqualTo(FINE);
        assertThat(folder.resolve("out.srt"))
                .hasContent("1\n00:00:00,000 --> 00:00:01,000\nHello\n");
    }

    @Test
    void aPartAShapeAndAFormatAreChosenAtTheTerminal() throws IOException {
        Path plan =
                Files.writeString(
                        folder.resolve("plan.json"),
                        "{\"scenes\": [{\"clips\": [{\"s3Key\": \"day-1/a.mp4\"}]}]}");
        assertThat(
                        Commands.run(
                                new RenderCommand(),
                                plan.toString(),
                                "--footage",
                                folder.resolve("takes").toString(),
                                "-o",
                                folder.resolve("out.webm").toString(),
                                "--range",
                                "0.4-1",
                                "--draft",
                                "--variant",
                                "9:16",
                                "--variant",
                                "1:1"))
                .isEqualTo(FINE);
        MediaInfo tall = MediaProbe.probe(folder.resolve("out-9x16.webm"));
        MediaInfo square = MediaProbe.probe(folder.resolve("out-1x1.webm"));
        assertThat(tall.container()).isEqualTo("matroska,webm");
        assertThat(tall.exactDuration()).isEqualTo("3/5");
        assertThat(Objects.requireNonNull(tall.video()).width()).isEqualTo(288);
        assertThat(Objects.requireNonNull(tall.video()).height()).isEqualTo(512);
        assertThat(Objects.requireNonNull(square.video()).width()).isEqualTo(512);
        assertThat(Objects.requireNonNull(square.video()).height()).isEqualTo(512);
    }

    @ParameterizedTest
    @CsvSource({
        "--range, 3-4",
        "--range, 1-1",
        "--range, all",
        "--variant, wide",
        "--quality, best"
    })
    void choicesThatCannotBeMetAreRefused(String option, String value) throws IOException {
        Path plan =
                Files.writeString(
                        folder.resolve("plan.json"),
                        "{\"scenes\": [{\"clips\": [{\"s3Key\": \"day-1/a.mp4\"}]}]}");
        assertThat(
                        Commands.run(
                                new RenderCommand(),
                                plan.toString(),
                                "--footage",
                                folder.resolve("takes").toString(),
                                "-o",
                                folder.resolve("out.mp4").toString(),
                                option,
                                value))
                .isEqualTo(REFUSED);
        assertThat(folder.resolve("out.mp4")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{'scenes': []}",
                "{'scenes': [{'clips': [{'s3Key': 'day-1/none.mp4'}]}]}",
                "{'scenes': [{'clips': [{'s3Key': '../outside.mp4'}]}]}",
                "{'scenes': [{'clips': [{'s3Key': 'day-1/link.mp4'}]}]}",
                "{'scenes': [{'clips': [{'s3Key': '/etc/passwd'}]}]}",
                "{'scenes': [{'clips': [{'s3Key': 'day-1/text.mp4'}]}]}",
                "{'scenes': [{'clips': [{'s3Key': 'day-1/a.mp4', 'trim': {'start': 0, 'end': 3}}]}]}",
                "{'scenes': [{'clips': [{'s3Key': 'day-1/a.mp4', 'trim': {'start': 1, 'end': 0.5}}]}]}",
                "{'scenes': [{'clips': [{'s3Key': 'day-1/a.mp4', 'trim': {'start': -1, 'end': 0.5}}]}]}",
                "{'scenes': [{'clips': [{'s3Key': 'day-1/a.mp4', 'speed': 9}]}]}"
            })
    void whatCannotBeRenderedIsRefused(String plan) throws IOException {
        assertThat(run(plan)).isEqualTo(REFUSED);
        assertThat(folder.resolve("out.mp4")).doesNotExist();
    }
}
