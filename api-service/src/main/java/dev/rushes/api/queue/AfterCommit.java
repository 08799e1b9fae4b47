package dev.rushes.api.queue;

import dev.rushes.common.job.Dispatch;
import dev.rushes.common.show.AnalysisDispatch;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Sends what a transaction intended, once it is committed, on a thread of its own: the caller has its answer whatever
 * SQS does, and what fails here is sent by the sweep. Jobs that come close together go in one call: under load the
 * calls to SQS are a quarter of what a render costs this service, and AWS counts them.
 */
@ApplicationScoped
class AfterCommit {
    private static final Logger LOG = Logger.getLogger(AfterCommit.class);
    private static final int AT_ONCE = 16;

    /** Nobody sees so short a wait before a render. */
    private static final Duration GATHERED_FOR = Duration.ofMillis(20);

    private static final Duration LAST_CHANCE = Duration.ofSeconds(5);

    private final SendDispatch sender;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore atOnce = new Semaphore(AT_ONCE);
    private final Executor gathering =
            CompletableFuture.delayedExecutor(
                    GATHERED_FOR.toMillis(), TimeUnit.MILLISECONDS, threads);
    private final ConcurrentLinkedQueue<Dispatch> jobs = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean due = new AtomicBoolean();

    AfterCommit(SendDispatch sender) {
        this.sender = sender;
    }

    void job(@Observes(during = TransactionPhase.AFTER_SUCCESS) Dispatch dispatch) {
        jobs.add(dispatch);
        if (due.compareAndSet(false, true)) {
            gathering.execute(this::sendGathered);
        }
    }

    void analysis(@Observes(during = TransactionPhase.AFTER_SUCCESS) AnalysisDispatch dispatch) {
        soon("the analysis of scene " + dispatch.sceneId(), () -> sender.send(dispatch));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        sendGathered();
        threads.shutdown();
        if (!threads.awaitTermination(LAST_CHANCE.toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
    }

    private void sendGathered() {
        // Before they are taken: one that comes now is taken too, or asks for another call.
        due.set(false);
        List<Dispatch> gathered = new ArrayList<>();
        for (Dispatch next = jobs.poll(); next != null; next = jobs.poll()) {
            gathered.add(next);
        }
        if (!gathered.isEmpty()) {
            soon(
                    "job %s and %d more"
                            .formatted(gathered.getFirst().jobId(), gathered.size() - 1),
                    () -> sender.send(gathered));
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
                LOG.warnf("Left to the sweep is the message of %s: %s", what, e.getMessage());
            } finally {
                atOnce.release();
            }
        });
    }
}
