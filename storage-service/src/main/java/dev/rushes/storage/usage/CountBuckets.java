package dev.rushes.storage.usage;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.storage.s3.ObjectVersions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Counts what lies in the buckets, from time to time: a million objects are a thousand requests, too many for one of ours. */
@Singleton
class CountBuckets {
    private static final Logger LOG = Logger.getLogger(CountBuckets.class);
    private static final Duration HOLD = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final UsageSettings settings;
    private final Inventory inventory;
    private final ObjectVersions versions;
    private volatile boolean stopping;

    CountBuckets(UsageSettings settings, Inventory inventory, ObjectVersions versions) {
        this.settings = settings;
        this.inventory = inventory;
        this.versions = versions;
    }

    @Scheduled(
            every = "5s",
            delayed = "3s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void scheduled() {
        try {
            count(settings.countEvery());
        } catch (RuntimeException e) {
            // Its tables may still have to be made by api-service.
            LOG.debugf("The buckets are counted later: %s", e.getMessage());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /** Counts the buckets whose count is older than the age. */
    void count(Duration age) {
        for (BucketRole bucket : BucketRole.values()) {
            Optional<Instant> began = inventory.claim(bucket, age, HOLD);
            if (began.isPresent()) {
                count(bucket, began.get());
            }
        }
    }

    private void count(BucketRole bucket, Instant began) {
        Tally tally = new Tally(bucket);
        try {
            ObjectVersions.@Nullable Place place = null;
            do {
                if (stopping) {
                    inventory.giveBack(bucket, Duration.ZERO);
                    return;
                }
                ObjectVersions.Listing page = versions.list(bucket, place, settings.pageSize());
                page.versions().forEach(tally::add);
                place = page.next();
                if (place != null) {
                    inventory.hold(bucket, HOLD);
                }
            } while (place != null);
        } catch (ProblemException e) {
            LOG.infof("%s is counted later: %s", bucket.wireName(), e.getMessage());
            inventory.giveBack(bucket, PAUSE);
            return;
        }
        inventory.store(bucket, began, tally.sums());
    }
}
