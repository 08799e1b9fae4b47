package dev.rushes.storage.bucket;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Makes and mends the buckets when the service starts, and keeps trying until S3 lets it. */
@Singleton
class BucketsStart {
    private static final Logger LOG = Logger.getLogger(BucketsStart.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    /** The buckets were brought into order for the first time. */
    record InOrder() {}

    private final Buckets buckets;
    private final BucketSettings settings;
    private final Event<InOrder> inOrder;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean done;

    BucketsStart(Buckets buckets, BucketSettings settings, Event<InOrder> inOrder) {
        this.buckets = buckets;
        this.settings = settings;
        this.inOrder = inOrder;
    }

    /** Whether the buckets were brought into order since the service started. */
    boolean isDone() {
        return done;
    }

    void onStart(@Observes StartupEvent event) {
        Thread.ofVirtual().name("buckets-start").start(this::applyUntilDone);
    }

    void onStop(@Observes ShutdownEvent event) {
        stopped.countDown();
    }

    private void applyUntilDone() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!apply() && !stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = pause.multipliedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean apply() {
        if (!settings.applyAtStart()) {
            LOG.info("The buckets are left as they are; POST /api/v1/buckets/apply mends them");
            done = true;
            inOrder.fire(new InOrder());
            return true;
        }
        List<BucketView> views;
        try {
            views = buckets.apply();
        } catch (RuntimeException e) {
            LOG.warnf("The buckets are not in order yet: %s", e.getMessage());
            return false;
        }
        done = true;
        // What is not allowed was told line by line; the service works with the buckets as they
        // are.
        LOG.info(
                views.stream().allMatch(BucketView::inSync)
                        ? "The buckets are as they must be"
                        : "The buckets are not all as they must be; GET /api/v1/buckets tells");
        inOrder.fire(new InOrder());
        return true;
    }
}
