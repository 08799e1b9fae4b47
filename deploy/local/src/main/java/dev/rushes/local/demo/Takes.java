package dev.rushes.local.demo;

import dev.rushes.local.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Finds or makes the takes of the demo episode. */
final class Takes {

    private static final Set<String> ENDINGS =
            Set.of(
                    "mp4", "m4v", "mov", "mkv", "webm", "avi", "ts", "mts", "m2ts", "mpg", "mpeg",
                    "mxf", "3gp", "ogv", "wmv", "flv");

    private Takes() {}

    /** Every video in the folder, in the order of the names. */
    static List<Take> in(Path folder, FfmpegPrograms programs)
            throws IOException, InterruptedException {
        List<Path> videos = new ArrayList<>();
        for (Path file : candidates(folder)) {
            if (programs.isVideo(file)) {
                videos.add(file);
            }
        }
        if (videos.isEmpty()) {
            throw new WorkflowFailure("no video in " + folder);
        }
        return casted(videos);
    }

    private static List<Path> candidates(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new WorkflowFailure(folder + " is not a folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> ENDINGS.contains(ending(file)))
                    .map(file -> file.toAbsolutePath().normalize())
                    .sorted()
                    .toList();
        }
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The first take opens the episode and the last one closes it. */
    private static List<Take> casted(List<Path> videos) {
        List<Take> takes = new ArrayList<>();
        for (int i = 0; i < videos.size(); i++) {
            boolean first = i == 0;
            boolean last = i == videos.size() - 1 && !first;
            takes.add(
                    new Take(
                            videos.get(i),
                            first ? "Intro" : last ? "Outro" : "Main " + i,
                            first ? "intro" : last ? "outro" : "main"));
        }
        return takes;
    }

    /** Lets the engine make takes with a frame counter in moving pictures and tones. */
    static List<Take> made(Installation installation, Path folder, FfmpegPrograms programs)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Process maker =
                new ProcessBuilder(
                                installation.java().toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                installation.engineClassPath(),
                                "dev.rushes.render.cli.MakeFootageCommand",
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("make-footage.log").toFile())
                        .start();
        if (maker.waitFor() != 0) {
            throw new WorkflowFailure(
                    "the takes could not be made: "
                            + Files.readString(folder.resolve("make-footage.log")));
        }
        return in(folder, programs);
    }
}
