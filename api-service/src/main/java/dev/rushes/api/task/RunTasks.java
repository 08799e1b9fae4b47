package dev.rushes.api.task;

import dev.rushes.api.startup.Migration;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Works at tasks: at those started here as soon as they are committed, and at those that another process left, once
 * its hold has ended.
 */
@ApplicationScoped
class RunTasks {
    private static final Logger LOG = Logger.getLogger(RunTasks.class);
    private static final Duration HOLD = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final Duration LAST_CHANCE = Duration.ofSeconds(5);
    private static final Duration REMEMBERED = Duration.ofDays(7);
    private static final int AT_ONCE = 4;

    /** Claims after which a task is given up: it kills whoever works at it, or what it needs never comes back. */
    private static final int MOST_ATTEMPTS = 100;

    private final TaskRows rows;
    private final Migration migration;
    private final Map<String, TaskWork> works;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore atOnce = new Semaphore(AT_ONCE);
    private final Map<UUID, TaskRows.Held> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    RunTasks(TaskRows rows, Migration migration, @Any Instance<TaskWork> works) {
        this.rows = rows;
        this.migration = migration;
        this.works = works.stream().collect(Collectors.toMap(TaskWork::kind, work -> work));
    }

    void started(@Observes(during = TransactionPhase.AFTER_SUCCESS) Tasks.Started task) {
        soon(task.task());
    }

    /** Holds on to what runs here, and takes what nobody works at. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void scheduled() {
        if (!migration.isDone() || stopping) {
            return;
        }
        try {
            running.values().forEach(task -> rows.hold(task, 0, HOLD));
            rows.waiting(AT_ONCE).forEach(this::soon);
            rows.forget(REMEMBERED);
        } catch (RuntimeException e) {
            LOG.warnf("Tasks wait for the next look: %s", e.getMessage());
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        threads.shutdown();
        if (!threads.awaitTermination(LAST_CHANCE.toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
    }

    private void soon(UUID id) {
        if (stopping || !atOnce.tryAcquire()) {
            return;
        }
        threads.execute(() -> {
            try {
                rows.claim(id, HOLD).ifPresent(this::run);
            } catch (RuntimeException e) {
                LOG.warnf("Task %s waits: %s", id, e.getMessage());
            } finally {
                atOnce.release();
            }
        });
    }

    private void run(TaskRows.Held task) {
        running.put(task.id(), task);
        try {
            LOG.infof("Task %s (%s) begins, attempt %d", task.id(), task.kind(), task.attempt());
            String result =
                    work(task).run(task.input(), task.startedAt(), percent -> hold(task, percent));
            rows.completed(task, result);
            LOG.infof("Task %s (%s) completed", task.id(), task.kind());
        } catch (TaskGivenBack e) {
            rows.givenBack(task, Duration.ZERO);
        } catch (ProblemException e) {
            if (e.type() == ProblemType.UNAVAILABLE && task.attempt() < MOST_ATTEMPTS) {
                LOG.warnf("Task %s (%s) waits: %s", task.id(), task.kind(), e.getMessage());
                rows.givenBack(task, PAUSE);
            } else {
                LOG.infof("Task %s (%s) failed: %s", task.id(), task.kind(), e.getMessage());
                rows.failed(task, e.problem());
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "Task %s (%s) failed", task.id(), task.kind());
            rows.failed(
                    task, Problem.of(ProblemType.INTERNAL, "The task met an unexpected fault."));
        } finally {
            running.remove(task.id());
        }
    }

    private TaskWork work(TaskRows.Held task) {
        if (task.attempt() > MOST_ATTEMPTS) {
            throw new ProblemException(ProblemType.GAVE_UP, "The task was begun too often.");
        }
        return Optional.ofNullable(works.get(task.kind()))
                .orElseThrow(() ->
                        // A newer version started it; one of its instances will take it.
                        ProblemException.unavailable("What does " + task.kind(), null));
    }

    private void hold(TaskRows.Held task, int percent) {
        if (stopping || !rows.hold(task, Math.clamp(percent, 0, 99), HOLD)) {
            throw new TaskGivenBack();
        }
    }
}
