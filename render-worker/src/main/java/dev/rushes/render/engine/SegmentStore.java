package dev.rushes.render.engine;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Where finished segments are kept for later renders. A store is a convenience: whatever goes wrong in it costs the
 * time of rendering again and nothing else, so no method fails for that.
 */
public interface SegmentStore {
    /** Keeps nothing. */
    SegmentStore NONE =
            new SegmentStore() {
                @Override
                public boolean fetch(String fingerprint, Path into, BooleanSupplier stop) {
                    return false;
                }

                @Override
                public void keep(String fingerprint, Path segment, BooleanSupplier stop) {}
            };

    /**
     * Looks for a segment. Called from several threads.
     *
     * @param into the file to write; whatever may be in it where the answer is false
     * @param stop asked often; once it is true the call comes back within a second
     * @return whether it was there; the caller checks what came
     */
    boolean fetch(String fingerprint, Path into, BooleanSupplier stop);

    /**
     * Keeps a copy of a segment. Called from one thread, beside rendering.
     *
     * @param stop as in {@link #fetch}
     */
    void keep(String fingerprint, Path segment, BooleanSupplier stop);
}
