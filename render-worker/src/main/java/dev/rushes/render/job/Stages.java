package dev.rushes.render.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one attempt does, one stage after the other: how long each takes, and its span. Closing ends the last. */
final class Stages implements AutoCloseable {
    /** Sources are looked at before the render; readers of a job see that as a part of downloading. */
    static final String MEASURING = "measuring";

    private final MeterRegistry meters;
    private final Tracer tracer;
    private final Context attempt;
    private @Nullable Span span;
    private @Nullable String stage;
    private long began;

    /** Begins on the thread of the attempt: later stages may be entered by others. */
    Stages(MeterRegistry meters, Tracer tracer) {
        this.meters = meters;
        this.tracer = tracer;
        this.attempt = Context.current();
    }

    /** Ends the stage before and begins the next. */
    synchronized void enter(String next) {
        end();
        stage = next;
        span = tracer.spanBuilder(next).setParent(attempt).startSpan();
        began = System.nanoTime();
    }

    private void end() {
        if (span != null) {
            span.end();
            span = null;
        }
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
