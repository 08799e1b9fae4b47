package dev.rushes.render.workspace;

import java.nio.file.Path;

/** One attempt's folder; closing it removes it with everything in it. */
public final class ScratchFolder implements AutoCloseable {
    private final Path path;

    ScratchFolder(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        Scratch.remove(path);
    }
}
