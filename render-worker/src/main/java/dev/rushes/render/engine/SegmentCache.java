package dev.rushes.render.engine;

import dev.rushes.common.digest.Sha256;
import dev.rushes.render.media.MediaFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;

/**
 * What a render may use again, and how it knows it.
 *
 * @param identities what stands for the content of every source and asset, by key: an ETag or a digest
 */
public record SegmentCache(SegmentStore store, Map<String, String> identities) {
    /** Everything is rendered. */
    public static final SegmentCache NONE = new SegmentCache(SegmentStore.NONE, Map.of());

    public SegmentCache {
        identities = Map.copyOf(identities);
    }

    boolean isUsed() {
        return !store.equals(SegmentStore.NONE);
    }

    /**
     * What stands for a file whose ETag nobody knows: its SHA-256.
     *
     * @throws MediaFault where it cannot be read
     */
    public static String digest(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = Sha256.begin();
            long unusedBytes =
                    in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return Sha256.hex(digest.digest());
        } catch (IOException e) {
            throw new MediaFault("reading " + file.getFileName(), e);
        }
    }
}
