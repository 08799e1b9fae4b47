package dev.rushes.render.analysis;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.render.ffmpeg.FFmpegProgram;
import dev.rushes.render.media.MediaLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes of which everything is known, since they are made from a formula. */
final class Reels {
    /** A still with something at every size in it, wider than it is shown. */
    static final String WALL =
            "nullsrc=size=960x540:rate=30:duration=0.03,geq=lum='128+50*sin(X/9+3*sin(Y/31))*cos(Y/7)+40*sin(X/41)*sin(Y/23)':cb=128:cr=128,loop=loop=-1:size=1,setpts=N/30/TB";

    private final Path folder;
    private final FFmpegProgram program;

    Reels(Path folder) throws IOException {
        this.folder = folder;
        this.program = FFmpegProgram.unpack(Files.createDirectory(folder.resolve("program")));
    }

    /** Films those sources; either may be missing. */
    Path film(String name, @Nullable String picture, @Nullable String sound, String... options) {
        Path file = folder.resolve(name);
        List<String> arguments = new ArrayList<>(List.of("-v", "error", "-nostdin", "-y"));
        if (picture != null) {
            arguments.addAll(List.of("-filter_complex", picture + "[p]", "-map", "[p]"));
            arguments.addAll(
                    List.of("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"));
        }
        if (sound != null) {
            arguments.addAll(List.of("-filter_complex", sound + "[s]", "-map", "[s]"));
        }
        arguments.addAll(List.of(options));
        arguments.add(file.toString());
        try {
            Process process = program.command(arguments).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    FootageAnalysis analyse(Path file) {
        return new FootageAnalyser(MediaLimits.DEFAULT)
                .analyse(file, DrawnPictures.in(folder), () -> false)
                .analysis();
    }

    FootageAnalysis.Picture picture(String source) {
        FootageAnalysis.Picture picture = analyse(film("p.mp4", source, null)).picture();
        if (picture == null) {
            throw new AssertionError("no picture");
        }
        return picture;
    }

    FootageAnalysis.Sound sound(String name, String source, String... options) {
        FootageAnalysis.Sound sound = analyse(film(name, null, source, options)).sound();
        if (sound == null) {
            throw new AssertionError("no sound");
        }
        return sound;
    }
}
