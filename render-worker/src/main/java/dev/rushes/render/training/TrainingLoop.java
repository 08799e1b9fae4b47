package dev.rushes.render.training;

import dev.rushes.render.work.WorkerConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks for training videos that wait, and analyses one after the other beside the worker's other work. */
@ApplicationScoped
class TrainingLoop {
    private static final Logger LOG = Logger.getLogger(TrainingLoop.class);

    /** Nobody waits for a style. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final AnalyseTraining training;
    private final WorkerConfig worker;
    private final CountDownLatch stop = new CountDownLatch(1);
    private @Nullable Thread thread;
    private boolean away;

    TrainingLoop(AnalyseTraining training, WorkerConfig worker) {
        this.training = training;
        this.worker = worker;
    }

    void start(@Observes StartupEvent event) {
        if (worker.consume()) {
            thread = Thread.ofPlatform().daemon().name("training-1").start(this::run);
        }
    }

    private void run() {
        try {
            while (!isStopping()) {
                if (!one() && stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A database that is away comes back: the first time it is said, then only that it is back. */
    private boolean one() {
        try {
            boolean found = training.next(this::isStopping);
            if (away) {
                away = false;
                LOG.info("Training videos are looked for again");
            }
            return found;
        } catch (RuntimeException e) {
            if (!away) {
                away = true;
                LOG.warn("No training video can be looked for; it is tried again", e);
            }
            return false;
        }
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }

    /** Before scratch space and connections go. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        stop.countDown();
        Thread running = thread;
        if (running != null) {
            try {
                running.join(LAST_WORDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
