package dev.rushes.render.engine;

import dev.rushes.render.media.MediaFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Hands finished segments to the store, one after the other, beside the rendering of the next. */
final class SegmentKeeper {
    /** How long a finished video waits for its segments to be kept. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long LOOK_EVERY_MILLIS = 50;

    private final SegmentStore store;
    private final BooleanSupplier cancelled;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("keep-", 0).factory());
    private volatile boolean ended;

    SegmentKeeper(SegmentStore store, BooleanSupplier cancelled) {
        this.store = store;
        this.cancelled = cancelled;
    }

    /** Has a segment kept that nobody writes to any more; its file must stay until the end. */
    void keep(String fingerprint, Path segment) {
        thread.execute(() -> {
            if (stop()) {
                return;
            }
            try {
                Spool.seal(segment, fingerprint);
            } catch (MediaFault unreadable) {
                // The joiner will meet it as well, and says so.
                return;
            }
            store.keep(fingerprint, segment, this::stop);
        });
    }

    private boolean stop() {
        return ended || cancelled.getAsBoolean();
    }

    /**
     * Ends it; afterwards no file is used any more.
     *
     * @param wait whether to wait a little for what is not kept yet
     */
    void end(boolean wait) {
        thread.shutdown();
        long until = System.nanoTime() + (wait ? PATIENCE.toNanos() : 0);
        boolean interrupted = false;
        while (true) {
            try {
                if (thread.awaitTermination(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
                ended = true;
            }
            if (System.nanoTime() - until >= 0) {
                ended = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
