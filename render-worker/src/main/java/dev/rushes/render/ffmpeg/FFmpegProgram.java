package dev.rushes.render.ffmpeg;

import dev.rushes.render.media.MediaFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.bytedeco.javacpp.Loader;

/** The {@code ffmpeg} program of the same build as the library, to compare with. */
public final class FFmpegProgram {
    private final Path folder;

    private FFmpegProgram(Path folder) {
        this.folder = folder;
    }

    /**
     * Unpacks the program with its libraries.
     *
     * @param folder an existing, empty folder; the caller deletes it
     */
    public static FFmpegProgram unpack(Path folder) {
        try {
            String inside = "org/bytedeco/ffmpeg/" + Loader.getPlatform();
            URL program = FFmpegProgram.class.getResource("/" + inside + "-gpl/ffmpeg");
            if (program == null || !(program.openConnection() instanceof JarURLConnection jar)) {
                throw new MediaFault("the FFmpeg jar of this platform has no program");
            }
            jar.setUseCaches(false);
            try (JarFile file = jar.getJarFile()) {
                for (JarEntry entry : Collections.list(file.entries())) {
                    String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                    if (entry.getName().equals(inside + "-gpl/" + name)
                            && (name.equals("ffmpeg") || name.contains(".so"))) {
                        try (InputStream content = file.getInputStream(entry)) {
                            Files.copy(content, folder.resolve(name));
                        }
                    }
                }
            }
            if (!folder.resolve("ffmpeg").toFile().setExecutable(true)) {
                throw new MediaFault("the ffmpeg program cannot be made executable");
            }
            substitutePulseAudio(folder);
            return new FFmpegProgram(folder);
        } catch (IOException e) {
            throw new MediaFault("unpacking the ffmpeg program", e);
        }
    }

    /**
     * The program is linked to PulseAudio for devices that are never opened here. Servers have none, and any library
     * by that name lets the program start.
     */
    private static void substitutePulseAudio(Path folder) throws IOException {
        Path any = folder.resolve("libva-drm.so.2");
        if (Files.exists(any)) {
            Files.createSymbolicLink(folder.resolve("libpulse.so.0"), any.getFileName());
        }
    }

    /** The program with arguments, ready to start. */
    public ProcessBuilder command(List<String> arguments) {
        List<String> whole = new ArrayList<>();
        whole.add(folder.resolve("ffmpeg").toString());
        whole.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(whole);
        builder.environment().put("LD_LIBRARY_PATH", folder.toString());
        return builder;
    }
}
