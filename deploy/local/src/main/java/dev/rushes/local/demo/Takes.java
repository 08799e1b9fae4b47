package dev.rushes.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

    /** Makes takes of different size, rate and sound, unless an earlier demo has left them. */
    static List<Take> made(Engine engine, Path folder) throws IOException, InterruptedException {
        if (!Files.isDirectory(folder)) {
            Path making =
                    Files.createTempDirectory(
                            Files.createDirectories(folder.getParent()), "footage");
            for (Made take : Made.values()) {
                engine.makeFootage(making.resolve(take.fileName), take.options.split(" ", -1));
            }
            Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return casted(Stream.of(Made.values()).map(take -> folder.resolve(take.fileName)).toList());
    }

    private enum Made {
        INTRO("DEMO-INTRO-TAKE-1.mp4", "--seconds 6 --tone 440"),
        MAIN("DEMO-MAIN-TAKE-2.mp4", "--seconds 12 --rate 25 --tone 660 --hue 90"),
        DETAIL(
                "DEMO-DETAIL-TAKE-1.mkv",
                "--seconds 5 --rate 30000/1001 --size 640x480 --tone 0 --hue 180"),
        OUTRO(
                "DEMO-OUTRO-TAKE-3.mov",
                "--seconds 6 --rate 24 --size 1920x1080 --tone 550 --hue 270");

        private final String fileName;
        private final String options;

        Made(String fileName, String options) {
            this.fileName = fileName;
            this.options = options;
        }
    }
}
