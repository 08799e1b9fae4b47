package dev.rushes.render.studio;

import dev.rushes.render.cli.MakeFootageCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine;

/** Generated takes. */
public final class TestTakes {
    private static final Map<Integer, byte[]> MADE = new ConcurrentHashMap<>();

    private TestTakes() {}

    /** An MP4 of 320x180 at 25 frames a second with a tone. */
    public static byte[] take(int seconds) {
        return MADE.computeIfAbsent(seconds, TestTakes::make);
    }

    private static byte[] make(int seconds) {
        try {
            Path file = Files.createTempFile("take-", ".mp4");
            int code =
                    new CommandLine(new MakeFootageCommand())
                            .execute(
                                    file.toString(),
                                    "--size=320x180",
                                    "--rate=25",
                                    "--seconds=" + seconds,
                                    "--keyframes-every=25");
            if (code != 0) {
                throw new IllegalStateException("making footage ended with " + code);
            }
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
