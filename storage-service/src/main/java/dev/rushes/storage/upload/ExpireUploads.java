package dev.rushes.storage.upload;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Gives up uploads that were announced and never completed, so that what arrived of them does not lie there for ever. */
@Singleton
class ExpireUploads {
    private static final Logger LOG = Logger.getLogger(ExpireUploads.class);
    private static final int AT_ONCE = 100;

    private final UploadLedger ledger;
    private final UploadSettings settings;

    ExpireUploads(UploadLedger ledger, UploadSettings settings) {
        this.ledger = ledger;
        this.settings = settings;
    }

    @Scheduled(
            every = "5m",
            delayed = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        try {
            expire(Instant.now());
        } catch (RuntimeException e) {
            LOG.warnf("Abandoned uploads wait for the next time: %s", e.getMessage());
        }
    }

    void expire(Instant now) {
        List<UUID> abandoned = ledger.abandoned(now.minus(settings.abandonedAfter()), AT_ONCE);
        abandoned.forEach(ledger::expired);
    }
}
