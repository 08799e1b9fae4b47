package dev.rushes.storage.bucket;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes and mends the buckets when the service starts, and keeps trying until S3 lets it. */
@Singleton
class BucketsStart {
    private static final Logger LOG = Logger.getLogger(BucketsStart.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Buckets buckets;
    private volatile boolean done;
    private @Nullable Thread worker;

    BucketsStart(Buckets buckets) {
        this.buckets = buckets;
    }

    /** Whether the buckets were brought into order since the service started. */
    boolean isDone() {
        return done;
    }

    void onStart(@Observes StartupEvent event) {
        worker = Thread.ofVirtual().name("buckets-start").start(this::applyUntilDone);
    }

    void onStop(@Observes ShutdownEvent event) {
        if (worker != null) {
            worker.interrupt();
        }
    }

    private void applyUntilDone() {
        Duration pause = Duration.ofSeconds(1);
        while (!done) {
            try {
                buckets.apply();
                done = true;
                LOG.info("The buckets are as they must be");
            } catch (RuntimeException e) {
                LOG.warnf("The buckets are not in order yet: %s", e.getMessage());
                try {
                    Thread.sleep(pause);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    return;
                }
                pause = pause.multipliedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            }
        }
    }
}
