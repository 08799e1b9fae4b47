package dev.rushes.render.job;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one attempt does, one stage after the other: how long each takes. Closing ends the last. */
final class Stages implements AutoCloseable {
    /** Sources are looked at before the render; readers of a job see that as a part of downloading. */
    static final String MEASURING = "measuring";

    private final MeterRegistry meters;
    private @Nullable String stage;
    private long began;

    Stages(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Ends the stage before and begins the next. */
    synchronized void enter(String next) {
        end();
        stage = next;
        began = System.nanoTime();
    }

    private void end() {
        if (stage != null) {
            meters.timer("rushes.render.phase", "phase", stage)
                    .record(Duration.ofNanos(System.nanoTime() - began));
            stage = null;
        }
    }

    @Override
    public synchronized void close() {
        end();
    }
}
