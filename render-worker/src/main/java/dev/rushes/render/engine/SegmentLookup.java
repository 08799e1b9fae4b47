package dev.rushes.render.engine;

import dev.rushes.render.media.RenderCancelled;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Looks for finished segments in the store; what comes is checked, and what is damaged counts as missing. */
final class SegmentLookup {
    /** A lookup mostly waits for an answer. */
    private static final int AT_ONCE = 4;

    private final Segments segments;
    private final SegmentStore store;
    private final List<String> fingerprints;
    private final BooleanSupplier stopped;
    private final AtomicInteger next = new AtomicInteger();

    SegmentLookup(
            Segments segments,
            SegmentStore store,
            List<String> fingerprints,
            BooleanSupplier stopped) {
        this.segments = segments;
        this.store = store;
        this.fingerprints = fingerprints;
        this.stopped = stopped;
    }

    /** How many threads are to {@link #run} it. */
    int threads() {
        return Math.min(AT_ONCE, segments.size());
    }

    /** Looks until all are looked for. */
    void run() {
        for (int i = next.getAndIncrement(); i < segments.size(); i = next.getAndIncrement()) {
            if (stopped.getAsBoolean()) {
                throw new RenderCancelled();
            }
            OptionalLong needed = find(i);
            if (needed.isPresent()) {
                segments.reused(i, needed.getAsLong());
            } else {
                segments.isMissing(i);
            }
        }
    }

    private OptionalLong find(int index) {
        String fingerprint = fingerprints.get(index);
        Path spool = segments.spool(index);
        return store.fetch(fingerprint, spool, stopped)
                ? Spool.verify(spool, fingerprint, segments.segment(index).frames())
                : OptionalLong.empty();
    }
}
