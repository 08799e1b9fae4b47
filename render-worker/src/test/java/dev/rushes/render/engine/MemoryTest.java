package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What renders leave behind in memory, and what many clips take; in a JVM set up like the worker's. */
@Tag("slow")
class MemoryTest {
    private static final int CLIP_LIMIT = 5_000;

    @TempDir Path folder = Path.of("");

    /**
     * Resident kilobytes after a render, and the most until then.
     *
     * @param peak as the kernel kept it
     */
    private record Resident(long now, long peak) {}

    private List<Resident> loop(int clips, int renders) throws IOException, InterruptedException {
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
                        RenderLoop.class.getName(),
                        Files.createTempDirectory(folder, "loop").toString(),
                        Integer.toString(clips),
                        Integer.toString(renders));
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("MALLOC_MMAP_THRESHOLD_", "262144");
        builder.environment().put("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (Stream<String> lines =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()) {
            List<Resident> all =
                    lines.map(line ->
                                    Arrays.stream(line.split(" "))
                                            .mapToLong(Long::parseLong)
                                            .toArray())
                            .map(both -> new Resident(both[0], both[1]))
                            .toList();
            assertThat(process.waitFor()).isZero();
            return all;
        }
    }

    @Test
    void fiftyRendersLeaveMemoryFlat() throws IOException, InterruptedException {
        List<Resident> renders = loop(12, 60);
        long settled = renders.get(9).now();
        long after = renders.getLast().now();
        System.out.printf("50 renders: %d MB before, %d MB after%n", settled / 1024, after / 1024);
        assertThat(after).isLessThan(settled + settled / 20);
    }

    @Test
    void threeHundredClipsTakeTheMemoryOfThirty() throws IOException, InterruptedException {
        long thirty = loop(30, 3).getLast().peak();
        long many = loop(300, 3).getLast().peak();
        System.out.printf("30 clips: %d MB, 300 clips: %d MB%n", thirty / 1024, many / 1024);
        assertThat(many).isLessThan(thirty + thirty * 15 / 100);
    }

    @Test
    void fiveThousandClipsTakeTheMemoryOfFifty() throws IOException, InterruptedException {
        long fifty = loop(50, 5).getLast().peak();
        long many = loop(CLIP_LIMIT, 1).getLast().peak();
        System.out.printf(
                "50 clips: %d MB, %d clips: %d MB%n", fifty / 1024, CLIP_LIMIT, many / 1024);
        // The timeline and the MP4's index cost a few hundred bytes for each clip and frame.
        assertThat(many).isLessThan(fifty + fifty / 10);
    }
}
