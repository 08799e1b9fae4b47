package dev.rushes.render.workspace;

import dev.rushes.render.media.RenderCancelled;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Runs what may block on a peer so that it can be given up at any moment: on a virtual thread, whose sockets close when
 * it is interrupted, however long the peer is silent.
 */
final class Transfer {
    private static final long LOOK_EVERY_MILLIS = 50;

    /** Enough for a socket to close and a file to be let go; longer nobody waits. */
    private static final long LAST_MILLIS = 500;

    private Transfer() {}

    /**
     * Runs it to its end.
     *
     * @param stop asked often
     * @throws RenderCancelled where {@code stop} said so; the transfer has ended then, or ends by itself soon
     */
    static <T> T run(String name, BooleanSupplier stop, Callable<T> transfer) throws IOException {
        FutureTask<T> task = new FutureTask<>(transfer);
        Thread thread = Thread.ofVirtual().name(name).start(task);
        while (true) {
            try {
                return task.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                if (stop.getAsBoolean()) {
                    end(thread);
                    throw new RenderCancelled();
                }
            } catch (InterruptedException e) {
                end(thread);
                Thread.currentThread().interrupt();
                throw new RenderCancelled();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case RuntimeException unchecked -> throw unchecked;
                    case IOException io -> throw io;
                    case Error error -> throw error;
                    case null, default -> throw new IllegalStateException(e.getCause());
                }
            }
        }
    }

    private static void end(Thread thread) {
        thread.interrupt();
        try {
            thread.join(LAST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
