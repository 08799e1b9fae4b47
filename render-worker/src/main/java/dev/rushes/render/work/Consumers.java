package dev.rushes.render.work;

import dev.rushes.render.queue.WorkQueues;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
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
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** The worker's consumers, each on a platform thread of its own. */
@ApplicationScoped
public class Consumers {
    private static final Logger LOG = Logger.getLogger(Consumers.class);

    /** For what a worker still writes about its work when that has stopped or was given back. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(7);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final List<Work<?>> kinds;
    private final WorkQueues queues;
    private final WorkerConfig worker;
    private final LeaseConfig lease;
    private final Gate gate;
    private final CancelNotices notices;
    private final MeterRegistry meters;
    private final Tracer tracer;
    private final List<Consumer<?>> consumers = new ArrayList<>();

    @Inject
    Consumers(
            @All List<Work<?>> kinds,
            WorkQueues queues,
            WorkerConfig worker,
            LeaseConfig lease,
            Gate gate,
            CancelNotices notices,
            MeterRegistry meters,
            Tracer tracer) {
        this.kinds = kinds;
        this.queues = queues;
        this.worker = worker;
        this.lease = lease;
        this.gate = gate;
        this.notices = notices;
        this.meters = meters;
        this.tracer = tracer;
    }

    void start(@Observes StartupEvent event) {
        if (worker.consume()) {
            start();
        }
    }

    /** Begins to take work. */
    public synchronized void start() {
        String id = worker.id().orElseGet(Consumers::name);
        notices.start();
        for (Work<?> kind : kinds) {
            for (int i = 1; i <= kind.concurrency(); i++) {
                consume(kind, id, kind.name() + "-" + i);
            }
        }
        LOG.infof("Worker %s takes work", id);
    }

    private <A> void consume(Work<A> kind, String id, String name) {
        Consumer<A> consumer =
                new Consumer<>(
                        kind, id, lease, gate, notices, queues.receiveWait(), meters, tracer);
        consumers.add(consumer);
        // Daemons: a native call that does not come back must not keep a stopped worker alive.
        Thread.ofPlatform().daemon().name(name).start(consumer);
    }

    /** Before scratch space and connections go. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        stop();
    }

    /** Takes no more work, and gives back what is running. */
    public synchronized void stop() {
        long began = System.nanoTime();
        consumers.forEach(Consumer::stop);
        awaitNone(Consumer::isBusy, began, worker.stopWait());
        consumers.forEach(Consumer::giveBack);
        awaitNone(
                consumer -> !consumer.isOver() && !consumer.isReceiving(),
                System.nanoTime(),
                LAST_WORDS);
        awaitNone(consumer -> !consumer.isOver(), began, worker.receiveWait());
        notices.stop();
        consumers.clear();
    }

    private void awaitNone(Predicate<Consumer<?>> unwanted, long from, Duration limit) {
        try {
            while (consumers.stream().anyMatch(unwanted)
                    && System.nanoTime() - from < limit.toNanos()) {
                Thread.sleep(LOOK);
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
