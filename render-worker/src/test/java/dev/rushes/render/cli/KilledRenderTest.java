package dev.rushes.render.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.plan.Rational;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A renderer that dies without a word costs what it had not finished, no more. */
class KilledRenderTest {
    private static final Pattern PROGRESS = Pattern.compile("(\\d+) %, \\d+ of \\d+ frames");
    private static final Pattern SEGMENTS =
            Pattern.compile("(\\d+) segments: (\\d+) reused, (\\d+) rendered");

    @TempDir Path folder = Path.of("");

    @Test
    void theNextAttemptReusesWhatWasFinished() throws IOException, InterruptedException {
        Path takes = Files.createDirectories(folder.resolve("takes"));
        new FootageMaker(640, 360, Rational.of(30), Rational.of(16), 440, 0, 5, "libx264", 30)
                .make(takes.resolve("take.mp4"));
        Path plan = Files.writeString(folder.resolve("plan.json"), plan().replace('\'', '"'));

        assertThat(killedAt(70, start(plan, "cache", "killed.mp4"))).isGreaterThanOrEqualTo(70);

        Process again = start(plan, "cache", "again.mp4");
        String said = new String(again.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(again.waitFor()).as(said).isZero();
        Matcher segments = SEGMENTS.matcher(said);
        assertThat(segments.find()).as(said).isTrue();
        System.out.println("after a kill at 70 %: " + segments.group());
        assertThat(Integer.parseInt(segments.group(2)))
                .isGreaterThanOrEqualTo(Integer.parseInt(segments.group(1)) * 6 / 10);

        Process whole = start(plan, "another-cache", "whole.mp4");
        whole.getInputStream().readAllBytes();
        assertThat(whole.waitFor()).isZero();
        assertThat(folder.resolve("again.mp4")).hasSameBinaryContentAs(folder.resolve("whole.mp4"));
    }

    /** Twelve clips with a transition before each but the first, as in the reference cut R2. */
    private static String plan() {
        String clips =
                IntStream.range(0, 12)
                        .mapToObj(i ->
                                "{'s3Key': 'take.mp4', 'trim': {'start': %d, 'end': %d}%s}"
                                        .formatted(
                                                i,
                                                i + 4,
                                                i == 0
                                                        ? ""
                                                        : ", 'transition': {'type': 'dissolve', 'duration': 0.5}"))
                        .collect(Collectors.joining(","));
        return """
        {'scenes': [{'clips': [%s], 'layers': {'background': '#204060', 'main': {'scale': 0.9}}}],
         'output': {'width': 640, 'height': 360, 'frameRate': 30}}
        """
                .formatted(clips);
    }

    private Process start(Path plan, String cache, String output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RenderCommand.class.getName(),
                        plan.toString(),
                        "--footage",
                        folder.resolve("takes").toString(),
                        "--cache",
                        folder.resolve(cache).toString(),
                        "-o",
                        folder.resolve(output).toString())
                .redirectErrorStream(true)
                .start();
    }

    /** Kills it as soon as it says that it is so far; what it said last. */
    private static int killedAt(int percent, Process process)
            throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                Matcher progress = PROGRESS.matcher(line);
                if (progress.matches() && Integer.parseInt(progress.group(1)) >= percent) {
                    process.destroyForcibly().waitFor();
                    return Integer.parseInt(progress.group(1));
                }
            }
        }
        throw new AssertionError("it ended before it could be killed: " + said);
    }
}
