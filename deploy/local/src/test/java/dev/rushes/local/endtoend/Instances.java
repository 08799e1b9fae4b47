package dev.rushes.local.endtoend;

import dev.rushes.local.demo.RushesClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Two instances of each HTTP service as a client sees them that goes to the other one where the first does not answer or
 * answers 5xx, and says which trouble it met.
 */
final class Instances {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** A call by one client. */
    @FunctionalInterface
    interface Call {
        RushesClient.Answer by(RushesClient client) throws IOException, InterruptedException;
    }

    private final List<RushesClient> clients;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong calls = new AtomicLong();
    private final List<String> retried = new CopyOnWriteArrayList<>();
    private final List<String> lost = new CopyOnWriteArrayList<>();

    Instances(RushesClient first, URI secondApi, URI secondStorage) {
        clients =
                List.of(
                        first,
                        new RushesClient(first.http(), secondApi, secondStorage, first.token()));
    }

    /** Calls the next instance, and the other one in its place until the answer is no 5xx. */
    RushesClient.Answer call(String what, Call call) throws InterruptedException {
        calls.incrementAndGet();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            int instance = Math.floorMod(next.getAndIncrement(), clients.size());
            String trouble;
            try {
                RushesClient.Answer answer = call.by(clients.get(instance));
                if (answer.status() < 500) {
                    return answer;
                }
                trouble = Integer.toString(answer.status());
            } catch (IOException e) {
                trouble = e.getClass().getSimpleName();
            }
            retried.add(what + " at instance " + instance + ": " + trouble);
            if (System.nanoTime() > end) {
                lost.add(retried.getLast());
                throw new IllegalStateException("nobody answers: " + retried.getLast());
            }
            Thread.sleep(PAUSE);
        }
    }

    long calls() {
        return calls.get();
    }

    /** Troubles after which another try had its answer. */
    List<String> retried() {
        return retried;
    }

    /** Calls that had no answer within ten seconds. */
    List<String> lost() {
        return lost;
    }
}
