package dev.rushes.storage.usage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lies in the buckets. */
record UsageView(List<Bucket> buckets) {
    UsageView {
        buckets = List.copyOf(buckets);
    }

    /**
     * One bucket.
     *
     * @param bucket the role
     * @param countedAt when the counting began; null where it never came to an end
     */
    record Bucket(String bucket, @Nullable Instant countedAt, List<Part> parts) {
        Bucket {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Objects of one storage class that one lifecycle rule covers.
     *
     * @param storageClass such as STANDARD or GLACIER
     * @param lifecycleRule its name; {@code none} where no rule covers them
     * @param current false for old versions
     */
    record Part(
            String storageClass, String lifecycleRule, boolean current, long objects, long bytes) {}
}
