package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.analysis.DrawnPictures;
import dev.rushes.render.analysis.FootageAnalyser;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.TrackReader;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.media.MediaLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Does with every file of a folder what a worker does with a take, all in this one process: measures and shows it,
 * renders it, looks at it as a picture. Prints a line before and a line after each.
 */
final class MediaTrial {
    private static final Rational LONGEST = Rational.of(2);

    private static final MediaLimits LIMITS =
            new MediaLimits(
                    1 << 30,
                    64,
                    4096,
                    4096 * 2304,
                    Duration.ofHours(12),
                    100,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    MediaLimits.DEFAULT.containers(),
                    MediaLimits.DEFAULT.codecs());

    private MediaTrial() {}

    /** Takes the folder of files and a folder to work in; files are tried in the order of their names. */
    public static void main(String... args) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(args[0]))) {
            files = all.sorted().toList();
        }
        Path work = Path.of(args[1]);
        for (Path file : files) {
            System.out.println("trying " + file.getFileName());
            System.out.println(
                    "ended " + RenderLoop.kilobytes("VmRSS:") + " " + attempt(file, work));
        }
        System.out.println("peak " + RenderLoop.kilobytes("VmHWM:"));
    }

    private static String attempt(Path file, Path work) throws IOException {
        try {
            return work(file, work);
        } catch (BadMedia e) {
            return "refused " + e.getMessage();
        } catch (RuntimeException e) {
            return "wrong " + e;
        }
    }

    private static String work(Path file, Path work) throws IOException {
        look(file);
        DrawnPictures pictures = DrawnPictures.in(work);
        MediaInfo info;
        try {
            info = new FootageAnalyser(LIMITS).analyse(file, pictures, () -> false).info();
        } finally {
            Files.deleteIfExists(pictures.poster());
            Files.deleteIfExists(pictures.waveform());
            Files.deleteIfExists(pictures.thumbnails());
        }
        Rational length = info.duration();
        Rational from = length.compareTo(LONGEST) > 0 ? length.minus(LONGEST) : Rational.ZERO;
        Footage footage = new Footage(work).add("take", file, info);
        Seen seen =
                footage.render(
                        "{'scenes': [{'clips': [{'s3Key': 'take', 'trim': {'start': %s, 'end': %s}}]}], 'output': {'width': 160, 'height': 90, 'frameRate': 25}}"
                                .formatted(
                                        from.toDecimal().toPlainString(),
                                        length.toDecimal().toPlainString()));
        Files.delete(seen.file());
        return "rendered " + seen.video().frames();
    }

    /** As a layer looks at an image. */
    private static void look(Path file) {
        try (TrackReader reader = TrackReader.video(file, LIMITS, () -> false);
                Frame frame = new Frame()) {
            boolean _ = reader.next(frame);
        } catch (BadMedia e) {
            // What follows says so again.
        }
    }
}
