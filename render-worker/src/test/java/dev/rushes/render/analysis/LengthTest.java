package dev.rushes.render.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.footage.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long takes, in a JVM set up like the worker's. */
@Tag("slow")
class LengthTest {
    private static final Pattern MEMORY = Pattern.compile("most memory: (\\d+) MB");

    /** Megabytes by which a heap that is collected when it is full differs from run to run. */
    private static final int GARBAGE = 30;

    /** Of an entry in FFmpeg's index, which is there twice while an edit list is applied, and in the tables that it is made of. */
    private static final int BYTES_OF_A_SAMPLE = 96;

    @TempDir Path folder = Path.of("");

    /** A minute, and that minute over and over without coding it again. */
    private Path take(Reels reels, String name, int minutes) {
        Path minute = folder.resolve("minute.mp4");
        if (!minute.toFile().exists()) {
            Path _ =
                    reels.film(
                            "minute.mp4",
                            "testsrc2=size=640x360:rate=10:duration=60",
                            "aevalsrc='0.3*sin(2*PI*300*t)*lt(mod(t,3),2)':sample_rate=48000:duration=60",
                            "-c:a",
                            "aac");
        }
        return reels.film(
                name,
                null,
                null,
                "-stream_loop",
                Integer.toString(minutes - 1),
                "-i",
                minute.toString(),
                "-c",
                "copy");
    }

    /** What a JVM of its own says of a take: the most memory that it had, and the analysis. */
    private record Seen(int megabytes, FootageAnalysis analysis) {}

    private Seen seen(Path take) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xms32m",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.rushes.render.cli.BenchAnalysisCommand",
                        "--json",
                        "--take",
                        take.toString());
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int document = said.indexOf("\n{") + 1;
        assertThat(process.waitFor()).isZero();
        assertThat(document).isPositive();
        System.out.print(take.getFileName() + ": " + said.substring(0, document));
        Matcher memory = MEMORY.matcher(said);
        assertThat(memory.find()).isTrue();
        ObjectMapper json = JsonMapper.builder().build();
        return new Seen(
                Integer.parseInt(memory.group(1)),
                FootageAnalysis.of(
                                json.createObjectNode()
                                        .set(
                                                FootageAnalysis.FIELD,
                                                json.readTree(said.substring(document))))
                        .orElseThrow());
    }

    /** What the analysis itself keeps: the level of every 5 ms, twice while its array grows. */
    @Test
    void threeHoursTakeTheMemoryOfOneMinute() throws IOException, InterruptedException {
        Reels reels = new Reels(folder);
        int one = seen(take(reels, "one.mkv", 1)).megabytes();
        int threeHours = seen(take(reels, "hours.mkv", 180)).megabytes();

        assertThat(threeHours).isLessThan(one + GARBAGE);
    }

    /** An MP4 begins with a table of all its samples, which FFmpeg reads whole; other containers have none. */
    @Test
    void anMp4OfThreeHoursIsMeasuredToItsEndAndTakesNoMoreThanItsTableBeyondThat()
            throws IOException, InterruptedException {
        Reels reels = new Reels(folder);
        int one = seen(take(reels, "one.mp4", 1)).megabytes();
        Seen threeHours = seen(take(reels, "hours.mp4", 180));

        // Ten pictures and 47 blocks of AAC a second.
        double samples = 180 * 60 * (10 + 48_000 / 1024.0);
        assertThat(threeHours.megabytes())
                .isLessThan((int) (one + GARBAGE + samples * BYTES_OF_A_SAMPLE / 1_000_000));
        FootageAnalysis analysis = threeHours.analysis();
        assertThat(analysis.durationSeconds()).isBetween(10_790.0, 10_810.0);
        assertThat(analysis.picture()).isNotNull();
        assertThat(analysis.picture().brightness().step()).isEqualTo(2);
        assertThat(analysis.picture().brightness().values()).hasSizeLessThanOrEqualTo(Series.MOST);
        assertThat(analysis.sound()).isNotNull();
        assertThat(analysis.sound().speech()).hasSizeBetween(3_590, 3_610);
        assertThat(analysis.sound().speech().getLast().end()).isGreaterThan(10_780);
        assertThat(analysis.notes()).anyMatch(note -> note.contains("steps of 2.0 s"));
        assertThat(analysis.toJson().toString().length()).isLessThan(1_000_000);
    }
}
