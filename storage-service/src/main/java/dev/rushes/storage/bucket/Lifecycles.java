package dev.rushes.storage.bucket;

import dev.rushes.common.storage.BucketRole;
import dev.rushes.storage.s3.BucketNames;
import dev.rushes.storage.s3.StoredObject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells the future of objects from the rules that their bucket has, asked of S3 once a minute. */
@Singleton
public class Lifecycles {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Lifecycle lifecycle;
    private final BucketNames names;
    private final Map<BucketRole, Known> known = new ConcurrentHashMap<>();

    private record Known(List<Rule> rules, Instant at) {}

    Lifecycles(Lifecycle lifecycle, BucketNames names) {
        this.lifecycle = lifecycle;
        this.names = names;
    }

    public ObjectLifecycle of(StoredObject object) {
        return ObjectLifecycle.of(object, rules(object.bucket()));
    }

    /**
     * The earliest moment at which S3 may delete an object. S3 itself waits for the midnight after it ({@link
     * ObjectLifecycle#expiresAt}); other stores do not, and no URL is to outlive its object on any of them.
     *
     * @return null for never
     */
    public @Nullable Instant earliestEnd(StoredObject object) {
        return rules(object.bucket()).stream()
                .filter(rule ->
                        rule.enabled()
                                && !rule.filtered()
                                && rule.deleteAfter() != null
                                && object.key().startsWith(rule.prefix()))
                .map(rule ->
                        object.lastModified()
                                .plus(Duration.ofDays(Objects.requireNonNull(rule.deleteAfter()))))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Rules have changed. */
    void forget() {
        known.clear();
    }

    private List<Rule> rules(BucketRole bucket) {
        Known rules = known.get(bucket);
        if (rules == null || rules.at().isBefore(Instant.now().minus(FRESH))) {
            rules = new Known(lifecycle.actual(names.of(bucket)), Instant.now());
            known.put(bucket, rules);
        }
        return rules.rules();
    }
}
