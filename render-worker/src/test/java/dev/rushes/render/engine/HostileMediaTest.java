package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.render.ffmpeg.FFmpegProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files through the real engine, hundreds in one process set up like the worker's. */
class HostileMediaTest {
    private static final long SEED = Long.getLong("rushes.seed", 20_261_123);
    private static final String PICTURE = "testsrc2=size=320x180:rate=25:duration=2";
    private static final String SOUND = "sine=frequency=440:sample_rate=48000:duration=2";

    @TempDir Path folder = Path.of("");

    /** A valid file of each kind: name and what the ffmpeg program makes it from. */
    private static final List<List<String>> KINDS =
            List.of(
                    kind("h264.mp4", "-c:v libx264 -c:a aac"),
                    kind(
                            "h265.mp4",
                            "-c:v libx265 -preset ultrafast -x265-params log-level=none -c:a aac"),
                    kind("h264.mov", "-c:v libx264 -c:a pcm_s16le"),
                    kind("prores.mov", "-c:v prores_ks -c:a pcm_s24le"),
                    kind("h264.mkv", "-c:v libx264 -c:a flac"),
                    kind("vp9.webm", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus"),
                    kind(
                            "av1.mkv",
                            "-c:v libsvtav1 -preset 12 -svtav1-params lp=1 -c:a vorbis -strict -2 -ac 2"),
                    kind("h264.ts", "-c:v libx264 -c:a aac"),
                    kind("mpeg2.mxf", "-c:v mpeg2video -c:a pcm_s16le"),
                    kind("mpeg4.avi", "-c:v mpeg4 -c:a libmp3lame"),
                    kind("pcm.wav", "-vn -c:a pcm_s16le"),
                    kind("mp3.mp3", "-vn -c:a libmp3lame"),
                    kind("still.png", "-an -frames:v 1"),
                    kind("still.jpg", "-an -frames:v 1"));

    private static List<String> kind(String name, String options) {
        return List.of(name, options);
    }

    @Test
    void thirtyDamagedFilesEndInAVideoOrAReason() throws IOException, InterruptedException {
        trial(30, 1);
    }

    @Test
    @Tag("slow")
    void fiveHundredDamagedFilesEndInAVideoOrAReason() throws IOException, InterruptedException {
        trial(500, 60);
    }

    private void trial(int count, long minutes) throws IOException, InterruptedException {
        System.out.println("rushes.seed=" + SEED);
        List<byte[]> valid = valid();
        Path inputs = Files.createDirectory(folder.resolve("inputs"));
        for (int i = 0; i < valid.size(); i++) {
            Files.write(
                    inputs.resolve(
                            String.format(Locale.ROOT, "000-%02d-%s", i, KINDS.get(i).getFirst())),
                    valid.get(i));
        }
        Mutations mutations = new Mutations(SEED, valid);
        for (int i = 0; i < count; i++) {
            int kind = i % valid.size();
            Files.write(
                    inputs.resolve(
                            String.format(
                                    Locale.ROOT, "%03d-%s", i + 1, KINDS.get(kind).getFirst())),
                    mutations.of(valid.get(kind)));
        }
        List<String> said = run(inputs, minutes);

        List<String> ends = said.stream().filter(line -> line.startsWith("ended ")).toList();
        assertThat(ends).as("the last was %s", said.getLast()).hasSize(valid.size() + count);
        assertThat(ends).noneMatch(line -> line.contains(" wrong "));
        assertThat(ends.subList(0, valid.size() - 2))
                .allMatch(line -> line.endsWith("rendered 50"));
        long refused = ends.stream().filter(line -> line.contains(" refused ")).count();
        long settled = kilobytes(ends.get(valid.size() + count / 10));
        long after = kilobytes(ends.getLast());
        long peak = kilobytes(said.getLast());
        System.out.printf(
                "%d files: %d refused, %d rendered; resident %d MB, then %d MB, at most %d MB%n",
                ends.size(),
                refused,
                ends.size() - refused,
                settled / 1024,
                after / 1024,
                peak / 1024);
        assertThat(refused).isBetween((long) count / 10, (long) count);
        assertThat(after).isLessThan(settled + settled / 5);
        assertThat(peak).isLessThan(800 * 1024);
    }

    private static long kilobytes(String line) {
        return new Scanner(line).skip("[a-z]+ ").nextLong();
    }

    /** What the process said; it must have ended well and in time. */
    private List<String> run(Path inputs, long minutes) throws IOException, InterruptedException {
        Path work = Files.createDirectory(folder.resolve("work"));
        Path said = folder.resolve("said");
        Path faults = folder.resolve("faults");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xms32m",
                        "-Xmx256m",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + folder.resolve("hs_err.log"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MediaTrial.class.getName(),
                        inputs.toString(),
                        work.toString());
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("MALLOC_MMAP_THRESHOLD_", "262144");
        builder.environment().put("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
        Process process =
                builder.redirectOutput(said.toFile()).redirectError(faults.toFile()).start();
        try {
            boolean ended = process.waitFor(minutes, TimeUnit.MINUTES);
            List<String> lines = Files.readAllLines(said, StandardCharsets.UTF_8);
            String last = lines.isEmpty() ? "nothing" : lines.getLast();
            assertThat(ended).as("%d minutes; the last was %s", minutes, last).isTrue();
            assertThat(process.exitValue())
                    .as("the last was %s; %s", last, Files.readString(faults))
                    .isZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    private List<byte[]> valid() throws IOException, InterruptedException {
        FFmpegProgram program =
                FFmpegProgram.unpack(Files.createDirectory(folder.resolve("program")));
        List<byte[]> files = new ArrayList<>();
        for (List<String> kind : KINDS) {
            Path file = folder.resolve(kind.getFirst());
            List<String> arguments =
                    new ArrayList<>(
                            List.of(
                                    "-v",
                                    "error",
                                    "-nostdin",
                                    "-y",
                                    "-f",
                                    "lavfi",
                                    "-i",
                                    PICTURE,
                                    "-f",
                                    "lavfi",
                                    "-i",
                                    SOUND));
            arguments.addAll(Arrays.asList(kind.getLast().split(" ", -1)));
            arguments.addAll(List.of("-pix_fmt", pixels(kind), file.toString()));
            Process process = program.command(arguments).inheritIO().start();
            assertThat(process.waitFor()).as(kind.toString()).isZero();
            files.add(Files.readAllBytes(file));
        }
        return files;
    }

    private static String pixels(List<String> kind) {
        return switch (kind.getFirst()) {
            case "still.png" -> "rgb24";
            case "still.jpg" -> "yuvj420p";
            case "prores.mov" -> "yuv422p10le";
            default -> "yuv420p";
        };
    }
}
