package dev.rushes.api.queue;

import dev.rushes.common.job.Dispatch;
import dev.rushes.common.show.AnalysisDispatch;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sends what a transaction intended, once it is committed, on a thread of its own: the caller has its answer whatever
 * SQS does, and what fails here is sent by the sweep.
 */
@ApplicationScoped
class AfterCommit {
    private static final Logger LOG = Logger.getLogger(AfterCommit.class);
    private static final int AT_ONCE = 16;
    private static final Duration LAST_CHANCE = Duration.ofSeconds(5);

    private final SendDispatch sender;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore atOnce = new Semaphore(AT_ONCE);

    AfterCommit(SendDispatch sender) {
        this.sender = sender;
    }

    void job(@Observes(during = TransactionPhase.AFTER_SUCCESS) Dispatch dispatch) {
        soon("job " + dispatch.jobId(), () -> sender.send(dispatch));
    }

    void analysis(@Observes(during = TransactionPhase.AFTER_SUCCESS) AnalysisDispatch dispatch) {
        soon("the analysis of scene " + dispatch.sceneId(), () -> sender.send(dispatch));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(LAST_CHANCE.toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
    }

    private void soon(String what, Runnable send) {
        threads.execute(() -> {
            try {
                atOnce.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            try {
                send.run();
            } catch (RuntimeException e) {
                LOG.warnf("The message of %s is left to the sweep: %s", what, e.getMessage());
            } finally {
                atOnce.release();
            }
        });
    }
}
