package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;

/** Renders again and again in a JVM set up like the worker's, and says what is resident after each render. */
final class RenderLoop {
    private RenderLoop() {}

    /** Takes the folder, the number of clips and the number of renders; prints kilobytes, one line a render. */
    public static void main(String... args) throws IOException {
        Path folder = Path.of(args[0]);
        Footage footage = takes(folder);
        Timeline timeline = footage.compile(plan(Integer.parseInt(args[1])));
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            Files.delete(footage.render(timeline, RenderListener.NONE).file());
            System.out.println(kilobytes("VmRSS:") + " " + kilobytes("VmHWM:"));
        }
    }

    static long kilobytes(String line) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(text -> text.startsWith(line))
                    .mapToLong(text -> Long.parseLong(text.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Footage takes(Path folder) {
        Take loud = Take.at(Rational.of(25));
        loud.sound = true;
        Take other = Take.at(Rational.of(30));
        other.width = 640;
        other.height = 480;
        return new Footage(folder)
                .add("a", loud.write(folder.resolve("a.mp4")))
                .add("b", other.write(folder.resolve("b.mkv")));
    }

    private static String plan(int clips) {
        return "{'scenes': [{'clips': [%s]}], 'output': {'width': 320, 'height': 180, 'frameRate': 25}}"
                .formatted(
                        String.join(
                                ",",
                                Collections.nCopies(
                                        clips / 2,
                                        "{'s3Key': 'a', 'trim': {'start': 1.2, 'end': 1.36}},"
                                                + "{'s3Key': 'b', 'trim': {'start': 2.1, 'end': 2.42}, 'transition': {'type': 'dissolve', 'duration': 0.08}}")));
    }
}
