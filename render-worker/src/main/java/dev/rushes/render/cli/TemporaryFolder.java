package dev.rushes.render.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of a command, gone with all that is in it when the command ends, also by Ctrl-C. */
final class TemporaryFolder implements AutoCloseable {
    private final Path path;
    private final Thread atExit;

    TemporaryFolder(String prefix) throws IOException {
        path = Files.createTempDirectory(prefix);
        atExit = new Thread(this::deleteWhatIsThere, "delete-" + path.getFileName());
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    Path path() {
        return path;
    }

    private void deleteWhatIsThere() {
        try {
            delete();
        } catch (IOException | UncheckedIOException e) {
            System.err.println(path + " could not be removed: " + e.getMessage());
        }
    }

    private void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> walk = Files.walk(path)) {
            found = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : found) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // Then the hook does it; twice does no harm.
        }
        delete();
    }
}
