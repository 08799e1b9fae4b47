package dev.rushes.local.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Many connections that ask one server at once. */
final class Load {
    private final URI server;
    private final @Nullable String token;
    private final int connections;

    Load(URI server, @Nullable String token, int connections) {
        this.server = server;
        this.token = token;
        this.connections = connections;
    }

    /** What one connection does again and again. */
    interface Work {
        /** One request, or a few that belong together. */
        void once(Wire wire) throws IOException;
    }

    /** Makes the work of a connection, with a state of its own. */
    interface Worker {
        Work work(int connection);
    }

    /**
     * What was seen.
     *
     * @param perSecond turns of the work in a second
     * @param times of the single requests
     */
    record Seen(double perSecond, Percentiles times) {}

    /** Every connection asks as soon as it has its answer. */
    Seen asFastAsItCan(Worker worker, Duration time) throws IOException, InterruptedException {
        return run(worker, time, 0);
    }

    /**
     * So many turns a second, whether answers are late or not: the time of a turn's first request counts from when it was
     * due, so that a server that stands still is not asked less.
     */
    Seen atRate(Worker worker, Duration time, double perSecond)
            throws IOException, InterruptedException {
        return run(worker, time, perSecond);
    }

    private Seen run(Worker worker, Duration time, double perSecond)
            throws IOException, InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Turns>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                int connection = i;
                results.add(
                        threads.submit(() -> {
                            Work work = worker.work(connection);
                            try (Wire wire = new Wire(server, token)) {
                                start.await();
                                int turns =
                                        perSecond == 0
                                                ? closedLoop(work, wire, time)
                                                : paced(work, wire, time, connection, perSecond);
                                return new Turns(turns, wire.times());
                            }
                        }));
            }
            start.countDown();
            List<Turns> all = results.stream().map(Load::result).toList();
            return new Seen(
                    all.stream().mapToInt(Turns::count).sum() / (time.toNanos() / 1e9),
                    new Percentiles(
                            all.stream().flatMap(turns -> turns.requests().stream()).toList()));
        }
    }

    /** Of one connection. */
    private record Turns(int count, List<Duration> requests) {}

    private static Turns result(Future<Turns> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a connection of the load ended: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int closedLoop(Work work, Wire wire, Duration time) throws IOException {
        int turns = 0;
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; turns++) {
            work.once(wire);
        }
        return turns;
    }

    private int paced(Work work, Wire wire, Duration time, int connection, double perSecond)
            throws IOException {
        long pause = (long) (1e9 * connections / perSecond);
        int turns = Math.max(1, (int) (time.toNanos() / pause));
        // Each begins at another moment, so that they do not all ask at once.
        long due = System.nanoTime() + pause * connection / connections;
        for (int turn = 0; turn < turns; turn++, due += pause) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            wire.nextIsDue(due);
            work.once(wire);
        }
        return turns;
    }
}
