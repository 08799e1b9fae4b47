package dev.rushes.render.health;

import dev.rushes.render.ffmpeg.NativeMemory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Whether this worker takes work, and what it needs of the machine's memory. */
@ApplicationScoped
class WorkerMeters {
    private final MeterRegistry meters;
    private final Needs needs;

    WorkerMeters(MeterRegistry meters, Needs needs) {
        this.meters = meters;
        this.needs = needs;
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("rushes.worker.ready", needs, now -> now.isOpen() ? 1 : 0)
                .description("1 where all is there that work needs")
                .register(meters);
        Gauge.builder("rushes.worker.physical", NativeMemory::physicalBytes)
                .description("Physical memory that only this process has")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder("rushes.worker.native", NativeMemory::outsideOfJavaBytes)
                .description("Physical memory that Java does not know of: FFmpeg's")
                .baseUnit("bytes")
                .register(meters);
    }
}
