package dev.rushes.api.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the buckets, as storage-service counted it last.
 *
 * @param asOf when the oldest of these figures was counted; null where a bucket is still to be counted
 * @param monthlyCost of all of it, by the configured prices
 */
record StorageView(
        @Nullable Instant asOf,
        long objects,
        long bytes,
        String currency,
        BigDecimal monthlyCost,
        List<Bucket> buckets) {
    StorageView {
        buckets = List.copyOf(buckets);
    }

    /** One bucket, by its role. */
    record Bucket(
            String bucket,
            @Nullable Instant countedAt,
            long objects,
            long bytes,
            List<Part> parts) {
        Bucket {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Objects of one storage class that one lifecycle rule covers.
     *
     * @param lifecycleRule its name; {@code none} where no rule covers them
     * @param current false for old versions, which are paid for until their rule removes them
     */
    record Part(
            String storageClass,
            String lifecycleRule,
            boolean current,
            long objects,
            long bytes,
            BigDecimal monthlyCost) {}
}
