package dev.rushes.api.queue;

import dev.rushes.api.startup.Migration;
import dev.rushes.common.job.Dispatch;
import dev.rushes.common.job.JobSweep;
import dev.rushes.common.show.AnalysisDispatch;
import dev.rushes.common.show.AnalysisTransitions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Finds what nobody speaks for, with no worker running: messages that were never sent or got lost, workers that died,
 * letters that died. Everything here may run twice.
 */
@ApplicationScoped
class Sweep {
    private static final Logger LOG = Logger.getLogger(Sweep.class);

    /** Rows of one kind a sweep takes; the rest waits for the next one. */
    private static final int MOST = 200;

    private final Migration migration;
    private final SweepLock lock;
    private final QueueSettings settings;
    private final JobSweep jobs;
    private final AnalysisTransitions analyses;
    private final SendDispatch sender;
    private final MessageQueues queues;
    private final DeadLetterWatch deadLetters;
    private final JobCounts counts;
    private final EntityManager database;

    Sweep(
            Migration migration,
            SweepLock lock,
            QueueSettings settings,
            JobSweep jobs,
            AnalysisTransitions analyses,
            SendDispatch sender,
            MessageQueues queues,
            DeadLetterWatch deadLetters,
            JobCounts counts,
            EntityManager database) {
        this.migration = migration;
        this.lock = lock;
        this.settings = settings;
        this.jobs = jobs;
        this.analyses = analyses;
        this.sender = sender;
        this.queues = queues;
        this.deadLetters = deadLetters;
        this.counts = counts;
        this.database = database;
    }

    @Scheduled(
            identity = "sweep",
            every = "{rushes.queue.sweep-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void scheduled() {
        if (!migration.isDone()) {
            return;
        }
        try {
            lock.tryRun(this::run);
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("The sweep comes again: %s", e.getMessage());
        }
    }

    /** One sweep. A part that fails does not keep the others from running. */
    void run() {
        part("dead workers' jobs", this::jobsOfDeadWorkers);
        part("dead workers' analyses", this::analysesOfDeadWorkers);
        part(
                "lost job messages",
                () -> sender.send(jobs.redispatchOld(settings.resendAfter(), MOST)));
        part(
                "lost analysis messages",
                () -> analyses.redispatchOld(settings.resendAfter(), MOST).forEach(sender::send));
        part("unsent jobs", () -> sender.send(jobs.unsent(settings.sendGrace(), MOST)));
        part(
                "unsent analyses",
                () -> analyses.unsent(settings.sendGrace(), MOST).forEach(sender::send));
        part("dead letters", deadLetters::look);
        part("old idempotency keys", this::forgetKeys);
        part("counts of jobs", counts::addUp);
    }

    private void jobsOfDeadWorkers() {
        List<Dispatch> gaveUp = new ArrayList<>();
        List<Dispatch> again = jobs.reclaimExpired(settings.leaseGrace(), MOST, gaveUp::add);
        gaveUp.forEach(dispatch -> queues.bury(dispatch.message()));
        sender.send(again);
    }

    private void analysesOfDeadWorkers() {
        List<AnalysisDispatch> gaveUp = new ArrayList<>();
        List<AnalysisDispatch> again =
                analyses.reclaimExpired(settings.leaseGrace(), MOST, gaveUp::add);
        gaveUp.forEach(dispatch -> queues.bury(dispatch.message()));
        again.forEach(sender::send);
    }

    private void forgetKeys() {
        QuarkusTransaction.requiringNew()
                .run(() ->
                        database.createNativeQuery(
                                        "DELETE FROM idempotency_keys WHERE expires_at < now()")
                                .executeUpdate());
    }

    private static void part(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warnf("The sweep leaves %s for its next run: %s", what, e.getMessage());
        }
    }
}
