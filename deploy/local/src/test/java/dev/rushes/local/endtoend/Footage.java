package dev.rushes.local.endtoend;

import dev.rushes.local.demo.Engine;
import dev.rushes.local.demo.Take;
import dev.rushes.local.stack.Installation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Takes that the tests upload, each made once. */
record Footage(Path folder) {

    /** Two seconds of 320x180, so that a render takes hardly any time. */
    Take small() throws IOException, InterruptedException {
        return take("E2E-MAIN-TAKE-1.mp4", "--seconds", "2", "--size", "320x180");
    }

    /**
     * Twenty seconds of 1080p: a render of it can be hit in its middle. Another object each time, so that no test finds
     * the segments of another one finished.
     */
    Take large() throws IOException, InterruptedException {
        Take made = take("E2E-LONG-TAKE-2.mp4", "--seconds", "20", "--size", "1920x1080");
        UUID one = UUID.randomUUID();
        Path own = Files.createDirectories(folder.resolve(one.toString()));
        Path file = Files.copy(made.file(), own.resolve(made.file().getFileName()));
        // A box that MP4 readers pass over.
        byte[] box =
                ByteBuffer.allocate(24)
                        .putInt(24)
                        .put("free".getBytes(StandardCharsets.US_ASCII))
                        .putLong(one.getMostSignificantBits())
                        .putLong(one.getLeastSignificantBits())
                        .array();
        Files.write(file, box, StandardOpenOption.APPEND);
        return new Take(file, made.sceneName(), made.sceneType());
    }

    private synchronized Take take(String name, String... options)
            throws IOException, InterruptedException {
        Path file = Files.createDirectories(folder).resolve(name);
        if (!Files.exists(file)) {
            new Engine(Installation.current()).makeFootage(file, options);
        }
        return new Take(file, "Main", "main");
    }
}
