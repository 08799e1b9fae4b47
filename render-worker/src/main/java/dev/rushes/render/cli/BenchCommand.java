package dev.rushes.render.cli;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.FFmpegProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times the reference cut: 60 s of 1080p30 from 12 trims of 3 takes (H.264 veryfast crf 21, AAC 160k), once as the
 * worker renders it, in a JVM of its own, and once with the ffmpeg program of the same build and one filter graph.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Renders a minute of 1080p30 and compares time and memory with the ffmpeg program.")
public final class BenchCommand implements Callable<Integer> {
    private static final int CLIPS = 12;
    private static final int CLIP_SECONDS = 5;
    private static final int TAKES = 3;
    private static final int TAKE_SECONDS = 25;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Keeps takes and results there; else a temporary folder is used.")
    private @Nullable Path kept;

    public static void main(String... args) {
        System.exit(Commands.run(new BenchCommand(), args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (TemporaryFolder passing = new TemporaryFolder("rushes-bench")) {
            bench(kept == null ? passing.path() : Files.createDirectories(kept), passing.path());
            return CommandLine.ExitCode.OK;
        }
    }

    private static void bench(Path folder, Path passing) throws IOException, InterruptedException {
        for (int take = 0; take < TAKES; take++) {
            Path file = folder.resolve(name(take));
            if (!Files.exists(file)) {
                System.out.println("making " + file.getFileName());
                maker(take).make(file);
            }
        }
        Path plan = Files.writeString(folder.resolve("plan.json"), plan());
        Path ours = folder.resolve("rushes.mp4");
        Path theirs = folder.resolve("ffmpeg.mp4");
        FFmpegProgram program =
                FFmpegProgram.unpack(Files.createDirectory(passing.resolve("libraries")));

        Measured rushes = Measured.run(rushes(plan, folder, ours), passing.resolve("rushes.log"));
        System.out.println(rushes.line("Rushes"));
        Measured ffmpeg =
                Measured.run(
                        program.command(arguments(folder, theirs)), passing.resolve("ffmpeg.log"));
        System.out.println(ffmpeg.line("ffmpeg, one filter graph"));
        System.out.printf(
                "ffmpeg / Rushes: wall %.2f, cpu %.2f, memory %.2f; size %.1f MB and %.1f MB%n",
                Measured.seconds(ffmpeg.wall()) / Measured.seconds(rushes.wall()),
                Measured.seconds(ffmpeg.cpu()) / Measured.seconds(rushes.cpu()),
                (double) ffmpeg.peakKilobytes() / rushes.peakKilobytes(),
                Files.size(theirs) / 1e6,
                Files.size(ours) / 1e6);
    }

    private static FootageMaker maker(int take) {
        return new FootageMaker(
                1920,
                1080,
                Rational.of(30),
                Rational.of(TAKE_SECONDS),
                300 + 100 * take,
                120 * take,
                5,
                "libx264",
                60);
    }

    private static String name(int take) {
        return "take-" + (take + 1) + ".mp4";
    }

    private static int in(int clip) {
        return clip / TAKES * CLIP_SECONDS + 1;
    }

    private static String plan() {
        List<String> clips = new ArrayList<>();
        for (int clip = 0; clip < CLIPS; clip++) {
            clips.add(
                    "{\"s3Key\": \"%s\", \"trim\": {\"start\": %d, \"end\": %d}}"
                            .formatted(name(clip % TAKES), in(clip), in(clip) + CLIP_SECONDS));
        }
        return "{\"scenes\": [{\"clips\": [" + String.join(",\n", clips) + "]}]}\n";
    }

    private static ProcessBuilder rushes(Path plan, Path folder, Path output) {
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
                        RenderCommand.class.getName(),
                        plan.toString(),
                        "--footage",
                        folder.toString(),
                        "-o",
                        output.toString());
        // As the worker is deployed: else glibc keeps what encoders free, in arenas and in holes of
        // its heap, where frames mapped one by one go back to the system.
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("MALLOC_MMAP_THRESHOLD_", "262144");
        return builder;
    }

    /** The same cut for the program: twelve inputs, one graph, its own choice of threads. */
    private static List<String> arguments(Path folder, Path output) {
        List<String> arguments = new ArrayList<>(List.of("-v", "error", "-nostdin", "-y"));
        StringBuilder graph = new StringBuilder();
        for (int clip = 0; clip < CLIPS; clip++) {
            arguments.addAll(
                    List.of(
                            "-ss",
                            Integer.toString(in(clip)),
                            "-t",
                            Integer.toString(CLIP_SECONDS),
                            "-i",
                            folder.resolve(name(clip % TAKES)).toString()));
            graph.append("[%d:v][%d:a]".formatted(clip, clip));
        }
        graph.append("concat=n=").append(CLIPS).append(":v=1:a=1[v][a]");
        arguments.addAll(
                List.of("-filter_complex", graph.toString(), "-map", "[v]", "-map", "[a]"));
        arguments.addAll(List.of("-c:v", "libx264", "-preset", "veryfast", "-crf", "21"));
        arguments.addAll(List.of("-c:a", "aac", "-b:a", "160k", "-movflags", "+faststart"));
        arguments.add(output.toString());
        return arguments;
    }
}
