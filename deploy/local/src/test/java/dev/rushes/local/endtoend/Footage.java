package dev.rushes.local.endtoend;

import dev.rushes.local.demo.Engine;
import dev.rushes.local.demo.Take;
import dev.rushes.local.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes that the tests upload, each made once. */
record Footage(Path folder) {

    /** Two seconds of 320x180, so that a render takes hardly any time. */
    Take small() throws IOException, InterruptedException {
        return take("E2E-MAIN-TAKE-1.mp4", "--seconds", "2", "--size", "320x180");
    }

    /** Twenty seconds of 1080p: a render of it can be hit in its middle. */
    Take large() throws IOException, InterruptedException {
        return take("E2E-LONG-TAKE-2.mp4", "--seconds", "20", "--size", "1920x1080");
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
