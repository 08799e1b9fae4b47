package dev.rushes.api.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lies in the buckets, as storage-service tells it. */
record StoredBytes(List<Bucket> buckets) {
    StoredBytes {
        buckets = List.copyOf(buckets);
    }

    /**
     * One bucket.
     *
     * @param bucket the role
     * @param countedAt when it was counted; null where that is still to come
     */
    record Bucket(String bucket, @Nullable Instant countedAt, List<Part> parts) {
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
            String storageClass, String lifecycleRule, boolean current, long objects, long bytes) {}
}
