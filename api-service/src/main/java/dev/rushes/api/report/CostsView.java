package dev.rushes.api.report;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the present month costs, by our own counts and the configured prices.
 *
 * @param month such as 2026-11, in UTC
 * @param storage what lies in the buckets now, for a whole month
 * @param requests of S3 in this month so far, presigned URLs that were handed out included
 * @param queue requests of SQS in this month so far
 * @param counted what was multiplied
 */
record CostsView(
        String month,
        String currency,
        BigDecimal storage,
        BigDecimal requests,
        BigDecimal queue,
        BigDecimal total,
        Counted counted) {

    /**
     * Our counts.
     *
     * @param storedBytes in all buckets, old versions included
     * @param storageCountedAt when the oldest of these was counted; null where a bucket is still to be counted
     * @param writes S3 requests that write or list
     * @param reads other S3 requests
     * @param queueRequests SQS requests
     */
    record Counted(
            long storedBytes,
            @Nullable Instant storageCountedAt,
            long writes,
            long reads,
            long queueRequests) {}
}
