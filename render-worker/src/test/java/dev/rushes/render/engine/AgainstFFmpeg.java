package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.render.ffmpeg.FFmpegProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code ffmpeg} program of the library's own build: makes takes, and what a render is compared with. */
final class AgainstFFmpeg {
    private static final Pattern ALL = Pattern.compile("All:([0-9.]+)");

    /** How alike the pictures were, comparison by comparison, for people to read. */
    private static final Path FIGURES = Path.of("target", "likeness.tsv");

    /** x264 nearly without loss. */
    static final List<String> BT709 =
            List.of(
                    ("-c:v libx264 -preset ultrafast -qp 1 -pix_fmt yuv420p -colorspace bt709"
                                    + " -color_primaries bt709 -color_trc bt709 -color_range tv")
                            .split(" "));

    private final FFmpegProgram program;
    private final Path folder;

    /** In an existing folder, which the caller deletes. */
    AgainstFFmpeg(Path folder) {
        this.folder = folder;
        try {
            this.program = FFmpegProgram.unpack(Files.createDirectory(folder.resolve("program")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the program with these arguments; the last is a file's name in the folder. */
    Path make(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        Path file = folder.resolve(all.removeLast());
        all.add(file.toString());
        run(all);
        return file;
    }

    /** Makes a take of a source of FFmpeg's, nearly without loss and tagged as most cameras do. */
    Path take(String name, String source) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "-f",
                                "lavfi",
                                "-i",
                                source + ",format=rgb24,scale=out_color_matrix=bt709"));
        all.addAll(BT709);
        all.add(name);
        return make(all.toArray(String[]::new));
    }

    /**
     * How much each frame is like the reference's, as FFmpeg's {@code ssim} measures it over all planes.
     *
     * @param graph makes {@code [ref]} of the inputs {@code [0:v]}, {@code [1:v]} and so on, in as many frames
     */
    List<Double> likeness(Path ours, String graph, Path... inputs) {
        List<String> arguments = new ArrayList<>();
        for (Path input : inputs) {
            arguments.addAll(List.of("-i", input.toString()));
        }
        arguments.addAll(List.of("-i", ours.toString(), "-filter_complex"));
        arguments.add(
                graph
                        + ";[ref]setpts=N/25/TB,settb=1/25[r];[%d:v]setpts=N/25/TB,settb=1/25[o];[o][r]ssim=stats_file=-"
                                .formatted(inputs.length));
        arguments.addAll(List.of("-an", "-f", "null", "-"));
        Matcher found = ALL.matcher(run(arguments));
        List<Double> values = new ArrayList<>();
        while (found.find()) {
            values.add(Double.parseDouble(found.group(1)));
        }
        return values;
    }

    /** Asserts that every frame is like the reference's; the lowest figure goes into {@link #FIGURES}. */
    void assertAlike(Seen ours, String graph, Path... inputs) {
        List<Double> likeness = likeness(ours.file(), graph, inputs);
        note(likeness, graph);
        assertThat(likeness).hasSize(Math.toIntExact(ours.video().frames()));
        assertThat(likeness).allSatisfy(value -> assertThat(value).isGreaterThanOrEqualTo(0.98));
    }

    /** Adds a line of the lowest likeness, the number of frames, and what they are. */
    static void note(List<Double> likeness, String what) {
        try {
            Files.createDirectories(FIGURES.getParent());
            Files.writeString(
                    FIGURES,
                    "%.4f\t%d\t%s%n"
                            .formatted(
                                    likeness.stream().mapToDouble(v -> v).min().orElse(0),
                                    likeness.size(),
                                    what),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the program writes to its standard output. */
    String say(String... arguments) {
        return run(List.of(arguments));
    }

    private String run(List<String> arguments) {
        List<String> whole = new ArrayList<>(List.of("-v", "error", "-y", "-nostdin"));
        whole.addAll(arguments);
        Path errors = folder.resolve("errors.txt");
        try {
            Process process =
                    program.command(whole)
                            .redirectError(ProcessBuilder.Redirect.to(errors.toFile()))
                            .start();
            String out =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            assertThat(code).as(() -> arguments + "\n" + read(errors)).isZero();
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
