package dev.rushes.render.studio;

import dev.rushes.render.cli.MakeFootageCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine;

/** Generated takes. */
public final class TestTakes {
    private static final Map<Integer, byte[]> MADE = new ConcurrentHashMap<>();

    private TestTakes() {}

    /**
     * An MP4 of 320x180 at 25 frames a second with a tone. Each looks the same and is another object, so that no test
     * finds the segments of another one finished.
     */
    public static byte[] take(int seconds) {
        byte[] made = MADE.computeIfAbsent(seconds, TestTakes::make);
        UUID one = UUID.randomUUID();
        return ByteBuffer.allocate(made.length + 24)
                .put(made)
                .putInt(24)
                .put("free".getBytes(StandardCharsets.US_ASCII))
                .putLong(one.getMostSignificantBits())
                .putLong(one.getLeastSignificantBits())
                .array();
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
