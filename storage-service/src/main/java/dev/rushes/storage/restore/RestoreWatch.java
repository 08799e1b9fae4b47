package dev.rushes.storage.restore;

import dev.rushes.common.job.JobRestores;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.storage.ArchivedObject;
import dev.rushes.common.storage.RestoreLedger;
import dev.rushes.storage.s3.Archive;
import dev.rushes.storage.s3.ObjectStore;
import dev.rushes.storage.s3.StoredObject;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Sees every restore through: asks S3 for what workers want back, looks whether it is there, and lets the jobs go on that
 * waited for it. Several instances may do this at once; asking twice does no harm, and a job is let go once.
 */
@Singleton
class RestoreWatch {
    private static final Logger LOG = Logger.getLogger(RestoreWatch.class);
    private static final int MOST = 100;

    private final RestoreLedger ledger;
    private final JobRestores jobs;
    private final ObjectStore objects;
    private final Archive archive;
    private final RestoreSettings settings;
    private boolean away;

    RestoreWatch(
            RestoreLedger ledger,
            JobRestores jobs,
            ObjectStore objects,
            Archive archive,
            RestoreSettings settings) {
        this.ledger = ledger;
        this.jobs = jobs;
        this.objects = objects;
        this.archive = archive;
        this.settings = settings;
    }

    @Scheduled(
            identity = "restores",
            every = "{rushes.restores.every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void scheduled() {
        try {
            run();
            away = false;
        } catch (RuntimeException e) {
            // The database may be away, or its tables are still to be made.
            LOG.logf(
                    away ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "The restores are looked after later: %s",
                    e.getMessage());
            away = true;
        }
    }

    void run() {
        ledger.open(settings.lookEvery(), MOST).forEach(this::follow);
        jobs.failHopeless(settings.longestWait(), MOST);
        jobs.release(MOST);
    }

    private void follow(RestoreLedger.Open open) {
        ArchivedObject wanted = open.object();
        try {
            Optional<StoredObject> found =
                    objects.look(wanted.bucket(), wanted.key(), wanted.versionId());
            if (found.isEmpty()) {
                ledger.failed(open.id(), "there is no such object any more.");
                return;
            }
            StoredObject object = found.get();
            if (!object.isArchived()) {
                ledger.restored(open.id(), object.restoredUntil());
                LOG.infof("%s can be read until %s", wanted.key(), object.restoredUntil());
            } else if (object.isRestoring()) {
                ledger.restoring(open.id(), Instant.now().plus(open.tier().longest()));
            } else if (open.requested()) {
                // It was there and ended before anybody looked, or S3 gave it up.
                ledger.lost(open.id());
            } else if (!archive.restore(wanted, open.days(), open.tier())) {
                ledger.failed(open.id(), "S3 refuses it.");
            } else {
                ledger.restoring(open.id(), Instant.now().plus(open.tier().longest()));
                LOG.infof(
                        "Asked for %s of %s for %d days (%s)",
                        wanted.key(), wanted.bucket().wireName(), open.days(), open.tier().text());
            }
        } catch (ProblemException e) {
            LOG.debugf(e, "The restore of %s is asked for again", wanted.key());
            if (!open.requested()) {
                ledger.delayed(open.id(), "S3 did not take the request; it is tried again.");
            }
        }
    }
}
