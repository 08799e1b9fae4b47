package dev.rushes.render.work;

import dev.rushes.render.queue.WorkQueues;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The worker's consumers, each on a platform thread of its own. */
@ApplicationScoped
public class Consumers {
    private static final Logger LOG = Logger.getLogger(Consumers.class);

    private final List<Work<?>> kinds;
    private final WorkQueues queues;
    private final WorkerConfig worker;
    private final LeaseConfig lease;
    private final Gate gate;
    private final MeterRegistry meters;
    private final List<Consumer<?>> consumers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @Inject
    Consumers(
            @All List<Work<?>> kinds,
            WorkQueues queues,
            WorkerConfig worker,
            LeaseConfig lease,
            Gate gate,
            MeterRegistry meters) {
        this.kinds = kinds;
        this.queues = queues;
        this.worker = worker;
        this.lease = lease;
        this.gate = gate;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        if (worker.consume()) {
            start();
        }
    }

    /** Begins to take work. */
    public synchronized void start() {
        String id = worker.id().orElseGet(Consumers::name);
        for (Work<?> kind : kinds) {
            for (int i = 1; i <= kind.concurrency(); i++) {
                consume(kind, id, kind.name() + "-" + i);
            }
        }
        LOG.infof("Worker %s takes work", id);
    }

    private <A> void consume(Work<A> kind, String id, String name) {
        Consumer<A> consumer = new Consumer<>(kind, id, lease, gate, queues.receiveWait(), meters);
        consumers.add(consumer);
        // Daemons: a native call that does not come back must not keep a stopped worker alive.
        threads.add(Thread.ofPlatform().daemon().name(name).start(consumer));
    }

    /** Before scratch space and connections go. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        stop();
    }

    /** Takes no more work, and gives back what is running. */
    public synchronized void stop() {
        consumers.forEach(Consumer::stop);
        long end = System.nanoTime() + worker.stopWait().toNanos();
        boolean working = true;
        while (working && System.nanoTime() - end < 0) {
            working = consumers.stream().anyMatch(Consumer::isBusy);
            if (working) {
                join(threads, Duration.ofMillis(50));
            }
        }
        consumers.forEach(Consumer::giveBack);
        long polls = System.nanoTime() + queues.receiveWait().plusSeconds(2).toNanos();
        while (threads.stream().anyMatch(Thread::isAlive) && System.nanoTime() - polls < 0) {
            join(threads, Duration.ofMillis(50));
        }
        consumers.clear();
        threads.clear();
    }

    private static void join(List<Thread> threads, Duration time) {
        try {
            for (Thread thread : threads) {
                if (thread.isAlive()) {
                    thread.join(time);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String name() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "worker";
        }
        return host + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
