package dev.rushes.render.workspace;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts the bytes that this worker moves. Bytes that are sent twice count twice: the network carried them. */
@Singleton
class TransferMeters {
    private final Counter sourcesIn;
    private final Counter segmentsIn;
    private final Counter segmentsOut;
    private final Counter resultsOut;

    TransferMeters(MeterRegistry meters) {
        sourcesIn = counter(meters, "in", "source");
        segmentsIn = counter(meters, "in", "segment");
        segmentsOut = counter(meters, "out", "segment");
        resultsOut = counter(meters, "out", "result");
    }

    void sourceIn(long bytes) {
        sourcesIn.increment((double) bytes);
    }

    void segmentIn(long bytes) {
        segmentsIn.increment((double) bytes);
    }

    void segmentOut(long bytes) {
        segmentsOut.increment((double) bytes);
    }

    void resultOut(long bytes) {
        resultsOut.increment((double) bytes);
    }

    private static Counter counter(MeterRegistry meters, String direction, String what) {
        return Counter.builder("rushes.transfer")
                .description("Bytes between this worker and the buckets")
                .baseUnit("bytes")
                .tag("direction", direction)
                .tag("what", what)
                .register(meters);
    }
}
