package dev.rushes.render.cli;

import dev.rushes.render.ffmpeg.FFmpegProgram;
import dev.rushes.render.ffmpeg.GrabberCut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times the reference cuts as the worker renders them, each in a JVM of its own, beside the ffmpeg program of the same
 * build with one filter graph and, for plain cuts, JavaCV's grabber and recorder.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Renders reference cuts and compares time and memory with the ffmpeg program:",
            "R1 12 trims of 5 s from 3 takes, 1080p30; R2 the same with background, scale, logo, title,",
            "transitions, ducked music and loudness; R3a and R3b R2 again with one clip changed."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final Pattern MEASURED =
            Pattern.compile("\"(input_\\w+|target_offset)\"\\s*:\\s*\"([-.0-9inf]+)\"");
    private static final Pattern SEGMENTS =
            Pattern.compile("(\\d+) segments: (\\d+) reused, (\\d+) rendered");
    private static final Pattern TOOK = Pattern.compile("took (\\d+\\.\\d+) s");

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Keeps takes and results there; else a temporary folder is used.")
    private @Nullable Path kept;

    @Option(
            names = "--only",
            paramLabel = "CUT",
            split = ",",
            description = "r1, r2 (which r3 is part of); else all.")
    private List<String> only = List.of("r1", "r2");

    @Option(names = "--turns", description = "How often each is run in turn; the quickest counts.")
    private int turns = 1;

    @Option(
            names = "--font",
            paramLabel = "FILE",
            description = "Font of the title in the ffmpeg program's R2.")
    private Path font = Path.of("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");

    public static void main(String... args) {
        System.exit(Commands.run(new BenchCommand(), args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (TemporaryFolder libraries = new TemporaryFolder("rushes-bench-libraries");
                TemporaryFolder made = new TemporaryFolder("rushes-bench")) {
            Path folder = kept == null ? made.path() : Files.createDirectories(kept);
            FFmpegProgram program = FFmpegProgram.unpack(libraries.path());
            new BenchFootage(folder, program).make();
            Bench bench = new Bench(folder, program, libraries.path().resolve("app.aot"));
            bench.train();
            if (only.contains("r1")) {
                bench.plain(turns);
            }
            if (only.contains("r2")) {
                bench.dressed(turns, font);
            }
            return CommandLine.ExitCode.OK;
        }
    }

    /**
     * The runs themselves, in one folder.
     *
     * @param aot the JVM's cache of read and linked classes
     */
    private record Bench(Path folder, FFmpegProgram program, Path aot) {
        /** Renders a few seconds, from which the JVM makes its cache, as the images' build does. */
        void train() throws IOException, InterruptedException {
            List<String> arguments = new ArrayList<>(List.of(RenderCommand.class.getName()));
            arguments.addAll(
                    arguments(
                            Files.writeString(
                                    folder.resolve("plan.json"), ReferenceCut.DRESSED.plan()),
                            folder.resolve("trained.mp4"),
                            null));
            arguments.addAll(List.of("--draft", "--range", "0-6"));
            // Without profiles: they are for the second compiler, which is not used here.
            Measured unusedTraining =
                    Measured.run(
                            java(
                                    List.of(
                                            "-XX:AOTCacheOutput=" + aot,
                                            "-XX:+UnlockDiagnosticVMOptions",
                                            "-XX:-AOTRecordTraining"),
                                    arguments),
                            log());
        }

        void plain(int turns) throws IOException, InterruptedException {
            System.out.println("R1: 12 trims of 5 s from 3 takes, cuts only");
            Path ours = folder.resolve("r1-rushes.mp4");
            Path theirs = folder.resolve("r1-ffmpeg.mp4");
            Path grabbed = folder.resolve("r1-javacv.mp4");
            Measured rushes = Measured.NONE;
            Measured ffmpeg = Measured.NONE;
            Measured javacv = Measured.NONE;
            for (int turn = 0; turn < turns; turn++) {
                rushes = rushes.orQuicker(rushes("R1", ReferenceCut.PLAIN, ours, null));
                ffmpeg =
                        ffmpeg.orQuicker(
                                said(
                                        "ffmpeg, one filter graph",
                                        Measured.run(
                                                program.command(
                                                        ReferenceCut.PLAIN.plainArguments(
                                                                folder, theirs)),
                                                log())));
                javacv =
                        javacv.orQuicker(
                                said(
                                        "JavaCV grabber, recorder",
                                        Measured.run(grabber(grabbed), log())));
            }
            compare("R1 Rushes / ffmpeg", rushes, ffmpeg);
            compare("R1 Rushes / JavaCV", rushes, javacv);
            System.out.printf(
                    "R1 sizes: Rushes %.1f MB, ffmpeg %.1f MB, JavaCV %.1f MB%n",
                    Files.size(ours) / 1e6, Files.size(theirs) / 1e6, Files.size(grabbed) / 1e6);
        }

        void dressed(int turns, Path font) throws IOException, InterruptedException {
            System.out.println(
                    "R2: R1 with background, scale, logo, title, 11 transitions, ducked music, loudness");
            Path ours = folder.resolve("r2-rushes.mp4");
            Path theirs = folder.resolve("r2-ffmpeg.mp4");
            Measured rushes = Measured.NONE;
            Measured ffmpeg = Measured.NONE;
            for (int turn = 0; turn < turns; turn++) {
                rushes = rushes.orQuicker(rushes("R2", ReferenceCut.DRESSED, ours, null));
                Measured first =
                        Measured.run(
                                program.command(ReferenceCut.DRESSED.measureArguments(folder)),
                                log());
                Measured second =
                        Measured.run(
                                program.command(
                                        ReferenceCut.DRESSED.dressedArguments(
                                                folder, font, loudness(first.said()), theirs)),
                                log());
                ffmpeg = ffmpeg.orQuicker(said("ffmpeg, two passes", first.then(second)));
            }
            compare("R2 Rushes / ffmpeg", rushes, ffmpeg);
            System.out.printf(
                    "R2 sizes: Rushes %.1f MB, ffmpeg %.1f MB%n",
                    Files.size(ours) / 1e6, Files.size(theirs) / 1e6);
            try (TemporaryFolder cache = new TemporaryFolder("rushes-bench-cache")) {
                revised(rushes, ours, cache.path());
            }
            try (TemporaryFolder cache = new TemporaryFolder("rushes-bench-cache")) {
                revisedByOneWorker(cache.path());
            }
        }

        private void revised(Measured rushes, Path ours, Path cache)
                throws IOException, InterruptedException {
            Measured unusedFilling =
                    rushes("R2 filling the cache", ReferenceCut.DRESSED, ours, cache);
            Measured moved =
                    rushes(
                            "R3a one clip moved",
                            ReferenceCut.MOVED,
                            folder.resolve("r3a.mp4"),
                            cache);
            compare("R3a / R2, a process each", moved, rushes);
            Measured longer =
                    rushes(
                            "R3b one clip longer",
                            ReferenceCut.LONGER,
                            folder.resolve("r3b.mp4"),
                            cache);
            compare("R3b / R2, a process each", longer, rushes);
        }

        /** As a worker does it, which runs when the revision comes: no process is started for it. */
        private void revisedByOneWorker(Path cache) throws IOException, InterruptedException {
            List<String> arguments = new ArrayList<>(List.of(RenderSeries.class.getName()));
            List<ReferenceCut> cuts =
                    List.of(ReferenceCut.DRESSED, ReferenceCut.MOVED, ReferenceCut.LONGER);
            for (int i = 0; i < cuts.size(); i++) {
                if (i > 0) {
                    arguments.add(RenderSeries.NEXT);
                }
                String name = "one-worker-" + i;
                arguments.addAll(
                        arguments(
                                Files.writeString(
                                        folder.resolve(name + ".json"), cuts.get(i).plan()),
                                folder.resolve(name + ".mp4"),
                                cache));
            }
            Measured measured =
                    said(
                            "Rushes, R2, R3a, R3b by one worker",
                            Measured.run(java(arguments), log()));
            List<Double> took =
                    TOOK.matcher(measured.said())
                            .results()
                            .map(found -> Double.parseDouble(found.group(1)))
                            .toList();
            double whole = took.getFirst();
            System.out.printf(Locale.ROOT, "    R2 %.1f s%n", whole);
            System.out.printf(
                    Locale.ROOT, "R3a / R2, one worker: wall %.2f%n", took.get(1) / whole);
            System.out.printf(
                    Locale.ROOT, "R3b / R2, one worker: wall %.2f%n", took.get(2) / whole);
        }

        /** What the last process said. */
        private Path log() {
            return folder.resolve("said.log");
        }

        private Measured rushes(String name, ReferenceCut cut, Path output, @Nullable Path cache)
                throws IOException, InterruptedException {
            Path plan = Files.writeString(folder.resolve("plan.json"), cut.plan());
            List<String> arguments = new ArrayList<>(List.of(RenderCommand.class.getName()));
            arguments.addAll(arguments(plan, output, cache));
            Measured measured = said("Rushes, " + name, Measured.run(java(arguments), log()));
            measured.said()
                    .lines()
                    .filter(line ->
                            line.startsWith("processor seconds")
                                    || line.startsWith("seconds:")
                                    || (cache != null && SEGMENTS.matcher(line).find()))
                    .forEach(line -> System.out.println("    " + line));
            return measured;
        }

        private List<String> arguments(Path plan, Path output, @Nullable Path cache) {
            List<String> arguments =
                    new ArrayList<>(
                            List.of(
                                    plan.toString(),
                                    "--footage",
                                    folder.toString(),
                                    "--profile",
                                    "-o",
                                    output.toString()));
            if (cache != null) {
                arguments.addAll(List.of("--cache", cache.toString()));
            }
            return arguments;
        }

        private ProcessBuilder grabber(Path output) {
            List<String> arguments =
                    new ArrayList<>(List.of(GrabberCut.class.getName(), output.toString()));
            ReferenceCut.PLAIN
                    .clips()
                    .forEach(clip -> {
                        arguments.add(folder.resolve(clip.take()).toString());
                        arguments.add(Integer.toString(clip.in()));
                        arguments.add(Integer.toString(clip.seconds()));
                    });
            return java(arguments);
        }

        private ProcessBuilder java(List<String> arguments) {
            return java(List.of("-XX:AOTCache=" + aot), arguments);
        }

        private static ProcessBuilder java(List<String> cache, List<String> arguments) {
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-Xms32m",
                                    "-Xmx256m",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path")));
            command.addAll(1, cache);
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command);
            // As the worker is deployed: frames are mapped one by one and given back when freed,
            // instead of staying in glibc's heap; on huge pages where the kernel has them.
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            builder.environment().put("MALLOC_MMAP_THRESHOLD_", "262144");
            builder.environment().put("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
            return builder;
        }
    }

    private static Measured said(String name, Measured measured) {
        System.out.println(measured.line(name));
        return measured;
    }

    private static void compare(String name, Measured one, Measured other) {
        System.out.printf(
                "%s: wall %.2f, cpu %.2f, memory %.2f%n",
                name,
                Measured.seconds(one.wall()) / Measured.seconds(other.wall()),
                Measured.seconds(one.cpu()) / Measured.seconds(other.cpu()),
                (double) one.peakKilobytes() / other.peakKilobytes());
    }

    /** What loudnorm printed, as its options for the second pass. */
    static String loudness(String said) {
        List<String> options = new ArrayList<>();
        Matcher measured = MEASURED.matcher(said);
        while (measured.find()) {
            String name = measured.group(1);
            options.add(
                    (name.equals("target_offset")
                                    ? "offset"
                                    : "measured_" + name.substring("input_".length()))
                            + "="
                            + measured.group(2));
        }
        if (options.size() != 5) {
            throw new IllegalStateException("loudnorm measured nothing: " + said);
        }
        return String.join(":", options)
                .replace("_i=", "_I=")
                .replace("_tp=", "_TP=")
                .replace("_lra=", "_LRA=");
    }
}
