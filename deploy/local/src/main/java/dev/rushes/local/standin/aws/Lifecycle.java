package dev.rushes.local.standin.aws;

import dev.rushes.local.standin.aws.LifecycleRules.Move;
import dev.rushes.local.standin.aws.LifecycleRules.Rule;
import dev.rushes.local.standin.aws.StoredObjects.OpenUpload;
import dev.rushes.local.standin.aws.StoredObjects.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does to the objects what their buckets' lifecycle rules say, after every move of the clock and once an hour. */
final class Lifecycle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    /** Below this no object goes to another class, unless the bucket or the rule says otherwise. */
    private static final long SMALL = 128 * 1024;

    /** More changes than any object goes through; a rule set that goes round in circles must end. */
    private static final int MOST_STEPS = 10_000;

    private final StoredObjects objects;
    private final BucketConfigurations configurations;
    private final Restores restores;
    private final MovedClock clock;
    private final ScheduledExecutorService hourly =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("s3-lifecycle").factory());

    Lifecycle(
            StoredObjects objects,
            BucketConfigurations configurations,
            Restores restores,
            MovedClock clock) {
        this.objects = objects;
        this.configurations = configurations;
        this.restores = restores;
        this.clock = clock;
    }

    void start() {
        var _ = hourly.scheduleWithFixedDelay(this::runQuietly, 1, 60, TimeUnit.MINUTES);
    }

    @Override
    public void close() {
        hourly.shutdownNow();
    }

    /** Lets time pass at once, and everything happen that would have happened meanwhile. */
    synchronized void moveClock(Duration by) {
        clock.move(by);
        restores.age(by, Instant.now());
        objects.age(by);
        run(Instant.now());
        LOG.warn("The clock was moved by {}, {} in all", by, clock.moved());
    }

    private void runQuietly() {
        try {
            run(Instant.now());
        } catch (RuntimeException e) {
            LOG.warn("The lifecycle rules wait for the next hour", e);
        }
    }

    private synchronized void run(Instant now) {
        for (String bucket : objects.buckets()) {
            LifecycleRules rules = configurations.lifecycle(bucket);
            if (rules.rules().isEmpty()) {
                continue;
            }
            boolean small = configurations.transitionsSmallObjects(bucket);
            for (String key : objects.keys(bucket)) {
                int steps = 0;
                while (step(objects.versions(bucket, key), rules, small, now)) {
                    if (++steps > MOST_STEPS) {
                        throw new IllegalStateException("no end of changes to " + key);
                    }
                }
            }
            for (OpenUpload upload : objects.openUploads(bucket)) {
                abort(upload, rules, now);
            }
        }
    }

    /** Does the first thing that is due; one at a time, since what follows depends on it. */
    private boolean step(List<Version> versions, LifecycleRules rules, boolean small, Instant now) {
        for (int i = 0; i < versions.size(); i++) {
            Version version = versions.get(i);
            for (Rule rule : rules.rules()) {
                if (!rule.covers(version.key(), version.size(), version.tags())) {
                    continue;
                }
                boolean done =
                        i == versions.size() - 1
                                ? current(version, versions.size() == 1, rule, small, now)
                                : old(
                                        version,
                                        versions.get(i + 1).storedAt(),
                                        versions.size() - 2 - i,
                                        rule,
                                        small,
                                        now);
                if (done) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean current(Version version, boolean alone, Rule rule, boolean small, Instant now) {
        Predicate<Integer> isDue =
                days -> !now.isBefore(LifecycleRules.due(version.storedAt(), days));
        if (version.marker()) {
            // A marker that hides nothing any more goes with the rule that would have made it.
            boolean goes =
                    alone
                            && (rule.expiredMarkers()
                                    || (rule.expireDays() != null
                                            && isDue.test(rule.expireDays())));
            if (goes) {
                objects.delete(version);
            }
            return goes;
        }
        if (rule.expireDays() != null && isDue.test(rule.expireDays())) {
            objects.expire(version, LifecycleRules.due(version.storedAt(), rule.expireDays()));
            return true;
        }
        return transition(version, rule.moves(), rule, small, isDue);
    }

    private boolean old(
            Version version, Instant replacedAt, int newer, Rule rule, boolean small, Instant now) {
        Predicate<Integer> isDue = days -> !now.isBefore(LifecycleRules.due(replacedAt, days));
        if (rule.oldDays() != null && newer >= rule.oldKept() && isDue.test(rule.oldDays())) {
            restores.forget(version);
            objects.delete(version);
            return true;
        }
        return !version.marker() && transition(version, rule.oldMoves(), rule, small, isDue);
    }

    private boolean transition(
            Version version, List<Move> moves, Rule rule, boolean small, Predicate<Integer> isDue) {
        if (version.size() < SMALL && !small && !rule.sizeFiltered()) {
            return false;
        }
        for (Move move : moves) {
            if (isDue.test(move.days()) && colder(move.storageClass(), version.storageClass())) {
                objects.store(version, move.storageClass());
                return true;
            }
        }
        return false;
    }

    /** Objects only ever go down the waterfall of classes. */
    private static boolean colder(String wanted, String present) {
        List<String> waterfall =
                List.of(
                        "STANDARD",
                        "STANDARD_IA",
                        "INTELLIGENT_TIERING",
                        "ONEZONE_IA",
                        "GLACIER_IR",
                        "GLACIER",
                        "DEEP_ARCHIVE");
        return waterfall.indexOf(wanted) > waterfall.indexOf(present);
    }

    private void abort(OpenUpload upload, LifecycleRules rules, Instant now) {
        for (Rule rule : rules.rules()) {
            if (rule.abortDays() != null
                    && upload.key().startsWith(rule.prefix())
                    && !now.isBefore(LifecycleRules.due(upload.begun(), rule.abortDays()))) {
                objects.abort(upload);
                return;
            }
        }
    }
}
