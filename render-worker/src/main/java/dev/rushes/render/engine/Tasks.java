package dev.rushes.render.engine;

import dev.rushes.render.media.MediaException;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.RenderCancelled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** The parts of one render, each on a thread of its own. The first failure is what all of them fail with. */
final class Tasks {
    /** One part. */
    interface Task {
        void run() throws Exception;
    }

    private final List<Task> tasks = new ArrayList<>();
    private final AtomicBoolean failed = new AtomicBoolean();

    void add(Task task) {
        tasks.add(task);
    }

    /** Whether one has failed, so that the others need not go on for nothing. */
    boolean haveFailed() {
        return failed.get();
    }

    /** Runs all and waits for all, even after a failure: native memory may not be freed under a running thread. */
    void run() {
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        tasks.size(), Thread.ofPlatform().name("render-", 0).factory());
        try {
            ExecutorCompletionService<Boolean> work = new ExecutorCompletionService<>(threads);
            for (Task task : tasks) {
                work.submit(() -> {
                    task.run();
                    return true;
                });
            }
            await(work);
        } finally {
            threads.shutdown();
        }
    }

    private void await(ExecutorCompletionService<Boolean> work) {
        Throwable first = null;
        boolean interrupted = false;
        for (int ended = 0; ended < tasks.size(); ) {
            try {
                boolean unusedResult = work.take().get();
                ended++;
            } catch (ExecutionException e) {
                ended++;
                failed.set(true);
                first = first == null ? e.getCause() : first;
            } catch (InterruptedException e) {
                interrupted = true;
                failed.set(true);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new RenderCancelled();
        }
        switch (first) {
            case null -> {}
            case MediaException known -> throw known;
            case Error error -> throw error;
            default -> throw new MediaFault("rendering failed: " + first, first);
        }
    }
}
