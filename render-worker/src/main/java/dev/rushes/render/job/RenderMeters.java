package dev.rushes.render.job;

import dev.rushes.common.job.JobKind;
import dev.rushes.common.job.JobSegments;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;

/** Measures renders. Nothing is labelled with a job, a plan or an episode: those are in the logs. */
@Singleton
class RenderMeters {
    private final MeterRegistry meters;
    private final Tracer tracer;

    RenderMeters(MeterRegistry meters, Tracer tracer) {
        this.meters = meters;
        this.tracer = tracer;
    }

    Stages stages() {
        return new Stages(meters, tracer);
    }

    /** The attempt rendered all of its programme. */
    void rendered(JobKind kind, Progress.State state, double programmeSeconds) {
        Counter.builder("rushes.render.programme")
                .description("Seconds of programme that were rendered, reused segments included")
                .baseUnit("seconds")
                .tag("kind", kind.text())
                .register(meters)
                .increment(programmeSeconds);
        if (state.speed() != null) {
            DistributionSummary.builder("rushes.render.speed")
                    .description("Times real time, reused segments not counted")
                    .tag("kind", kind.text())
                    .register(meters)
                    .record(state.speed().doubleValue());
        }
    }

    /** The attempt has ended, well or not; what it rendered of segments others find. */
    void ended(Progress.State state) {
        JobSegments segments = state.segments();
        if (segments != null) {
            segments("reused").increment(segments.reused());
            segments("rendered").increment(segments.rendered());
        }
    }

    private Counter segments(String origin) {
        return Counter.builder("rushes.render.segments")
                .description("Segments, by where they came from")
                .tag("origin", origin)
                .register(meters);
    }
}
