package dev.rushes.local.demo;

import dev.rushes.local.stack.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;

/**
 * The {@code ffmpeg} and {@code ffprobe} programs that the render worker's FFmpeg jar carries: another reader of the
 * finished video than the code that wrote it.
 *
 * @param folder holds a starter for each program
 */
public record FfmpegPrograms(Path folder) {

    // The programs are linked to PulseAudio, which servers do not have and which is never called
    // here. The name is
    // satisfied by a small library of the same jar; the loader says so on standard error.
    private static final String PULSE = "libpulse.so.0";
    private static final String PULSE_SUBSTITUTE = "libva-drm.so.2";
    private static final String LOADER_REMARK = "no version information available";

    /**
     * What a video turned out to be after every frame of it was decoded.
     *
     * @param frames decoded video frames
     * @param duration of the container, in seconds
     * @param codecs codec names, the picture's first
     */
    public record Checked(
            long frames, BigDecimal duration, List<String> codecs, int width, int height) {}

    private record Run(int exit, String out, String errors) {}

    /** Unpacks the programs below {@code cache} where that has not been done yet. */
    public static FfmpegPrograms of(Installation installation, Path cache) throws IOException {
        Path jar = jar(installation.engineLibraries());
        String name = jar.getFileName().toString();
        Path folder = cache.resolve(name.substring(0, name.length() - ".jar".length()));
        if (!Files.isDirectory(folder)) {
            Path fresh = cache.resolve(folder.getFileName() + "." + ProcessHandle.current().pid());
            unpack(jar, fresh.resolve("lib"));
            for (String program : List.of("ffmpeg", "ffprobe")) {
                writeStarter(fresh.resolve(program));
            }
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return new FfmpegPrograms(folder);
    }

    Path ffprobe() {
        return folder.resolve("ffprobe");
    }

    private static Path jar(Path libraries) throws IOException {
        try (Stream<Path> files = Files.list(libraries)) {
            return files.filter(file ->
                            file.getFileName()
                                    .toString()
                                    .matches("org\\.bytedeco\\.ffmpeg-.*-(linux|macosx)-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new WorkflowFailure("no FFmpeg jar in " + libraries));
        }
    }

    private static void unpack(Path jar, Path target) throws IOException {
        Files.createDirectories(target);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> entries =
                    zip.stream()
                            .filter(entry ->
                                    entry.getName().startsWith("org/bytedeco/ffmpeg/")
                                            && !entry.isDirectory())
                            // JavaCPP's own bindings are of no use to the programs.
                            .filter(entry -> !entry.getName().contains("/libjni"))
                            .toList();
            for (ZipEntry entry : entries) {
                Path file = target.resolve(Path.of(entry.getName()).getFileName().toString());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, file);
                }
                makeExecutable(file);
            }
        }
        if (Files.exists(target.resolve(PULSE_SUBSTITUTE))) {
            Files.copy(target.resolve(PULSE_SUBSTITUTE), target.resolve(PULSE));
        }
    }

    private static void writeStarter(Path file) throws IOException {
        Files.writeString(
                file,
                """
                #!/bin/sh
                lib=$(dirname "$0")/lib
                LD_LIBRARY_PATH="$lib" exec "$lib/%s" "$@"
                """
                        .formatted(file.getFileName()));
        makeExecutable(file);
    }

    private static void makeExecutable(Path file) {
        if (!file.toFile().setExecutable(true)) {
            throw new WorkflowFailure("cannot make " + file + " executable");
        }
    }

    /** True when the file has a picture that moves, judged by its content. */
    boolean isVideo(Path file) throws IOException, InterruptedException {
        Run run =
                run(
                        "ffprobe",
                        "-v",
                        "error",
                        "-select_streams",
                        "v:0",
                        "-show_entries",
                        "stream=codec_type",
                        "-of",
                        "csv=p=0",
                        "-i",
                        "file:" + file);
        return run.exit() == 0 && run.out().strip().equals("video");
    }

    /**
     * Decodes the whole video, picture and sound.
     *
     * @throws WorkflowFailure when anything in it cannot be decoded
     */
    public Checked check(Path video) throws IOException, InterruptedException {
        Run decoded =
                run(
                        "ffmpeg",
                        "-nostdin",
                        "-v",
                        "error",
                        "-xerror",
                        "-i",
                        "file:" + video,
                        "-f",
                        "null",
                        "-");
        if (decoded.exit() != 0 || !decoded.errors().isBlank()) {
            throw new WorkflowFailure(video + " does not decode cleanly: " + decoded.errors());
        }
        Run probed =
                run(
                        "ffprobe",
                        "-v",
                        "error",
                        "-count_frames",
                        "-show_streams",
                        "-show_format",
                        "-of",
                        "json",
                        "-i",
                        "file:" + video);
        JsonNode json = RushesClient.JSON.readTree(probed.out());
        JsonNode picture = stream(json, "video");
        List<String> codecs = new ArrayList<>();
        codecs.add(picture.path("codec_name").asString());
        codecs.add(stream(json, "audio").path("codec_name").asString());
        return new Checked(
                Long.parseLong(picture.path("nb_read_frames").asString("0")),
                new BigDecimal(json.path("format").path("duration").asString("0")),
                codecs,
                picture.path("width").asInt(),
                picture.path("height").asInt());
    }

    private static JsonNode stream(JsonNode probed, String type) {
        Optional<JsonNode> found =
                probed.path("streams")
                        .valueStream()
                        .filter(stream -> stream.path("codec_type").asString().equals(type))
                        .findFirst();
        return found.orElseThrow(() -> new WorkflowFailure("the video has no " + type + " stream"));
    }

    private Run run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(folder.resolve(program).toString());
        command.addAll(Arrays.asList(arguments));
        Path errors = Files.createTempFile("rushes-ffmpeg", ".log");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectError(errors.toFile())
                            .start();
            String out =
                    new String(
                            process.getInputStream().readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8);
            int exit = process.waitFor();
            List<String> said =
                    Files.readAllLines(errors).stream()
                            .filter(line -> !line.contains(LOADER_REMARK))
                            .toList();
            return new Run(exit, out, String.join("\n", said));
        } finally {
            Files.deleteIfExists(errors);
        }
    }
}
