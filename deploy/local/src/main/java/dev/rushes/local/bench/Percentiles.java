package dev.rushes.local.bench;

import java.time.Duration;
import java.util.List;

/** Times of one thing done many times over, by the nearest-rank method. */
record Percentiles(List<Duration> sorted) {
    Percentiles {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        sorted = sorted.stream().sorted().toList();
    }

    /** The smallest time that so many percent did not exceed, in milliseconds. */
    double millis(int percent) {
        int rank = Math.max(1, Math.ceilDiv(percent * sorted.size(), 100));
        return sorted.get(rank - 1).toNanos() / 1e6;
    }
}
