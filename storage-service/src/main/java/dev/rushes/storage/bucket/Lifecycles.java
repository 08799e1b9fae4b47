package dev.rushes.storage.bucket;

import dev.rushes.common.storage.BucketRole;
import dev.rushes.storage.s3.BucketNames;
import dev.rushes.storage.s3.StoredObject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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
        return ObjectLifecycle.of(
                object.key(), object.storageClass(), object.lastModified(), rules(object.bucket()));
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
