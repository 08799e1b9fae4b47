package dev.rushes.render.engine;

import dev.rushes.render.media.MediaFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.BooleanSupplier;

/** Keeps segments in a folder, one file each; it is never emptied, and may be deleted at any time. */
public final class SegmentFolder implements SegmentStore {
    private final Path folder;

    /**
     * @throws MediaFault where the folder cannot be made
     */
    public SegmentFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new MediaFault("making the cache folder " + folder, e);
        }
    }

    @Override
    public boolean fetch(String fingerprint, Path into, BooleanSupplier stop) {
        try {
            Files.copy(file(fingerprint), into, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException notThere) {
            return false;
        }
    }

    @Override
    public void keep(String fingerprint, Path segment, BooleanSupplier stop) {
        try {
            // Under another name first: whoever reads meanwhile must not find half of it.
            Path unfinished = Files.createTempFile(folder, "unfinished-", "");
            try {
                Files.copy(segment, unfinished, StandardCopyOption.REPLACE_EXISTING);
                Files.move(unfinished, file(fingerprint), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            // Rendered again next time.
            return;
        }
    }

    private Path file(String fingerprint) {
        return folder.resolve(fingerprint);
    }
}
