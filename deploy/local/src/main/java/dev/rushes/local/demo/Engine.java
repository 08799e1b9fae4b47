package dev.rushes.local.demo;

import dev.rushes.local.stack.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The render engine's own command line, each call in a JVM of its own.
 *
 * @param installation where the engine is packaged
 */
public record Engine(Installation installation) {

    /** Writes a take with a frame counter in a moving picture, and a tone where {@code options} name one. */
    public void makeFootage(Path file, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(Arrays.asList(options));
        run("MakeFootageCommand", arguments);
    }

    /** Draws pictures of the video at even distances onto one PNG. */
    void contactSheet(Path video, Path png) throws IOException, InterruptedException {
        run(
                "ContactSheetCommand",
                List.of(video.toString(), png.toString(), "--columns", "4", "--rows", "4"));
    }

    private void run(String command, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                installation.java().toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                installation.engineClassPath(),
                                "dev.rushes.render.cli." + command));
        line.addAll(arguments);
        Process process =
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new WorkflowFailure(command + " failed: " + said);
        }
    }
}
