package dev.rushes.api.queue;

import dev.rushes.api.startup.Migration;
import dev.rushes.common.job.JobStatus;
import dev.rushes.common.meter.Sampled;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What waits and how jobs end, as gauges. They show the database and the queues, which all instances share: every instance
 * tells the same, so they are looked at with {@code max()}, never added up.
 */
@ApplicationScoped
class QueueMeters {
    private static final List<Queue> WORK = List.of(Queue.VIDEO_PROCESSING, Queue.MEDIA_ANALYSIS);

    private final MeterRegistry meters;
    private final Migration migration;
    private final Sampled<Map<String, Long>> jobs;
    private final Sampled<Map<String, Long>> ended;
    private final Sampled<QueuesView> queues;

    QueueMeters(MeterRegistry meters, Migration migration, JobCounts counts, ReadQueues queues) {
        this.meters = meters;
        this.migration = migration;
        this.jobs = new Sampled<>("counts of jobs", counts::read);
        this.ended = new Sampled<>("counts of ended jobs", counts::endedLately);
        this.queues = new Sampled<>("counts of messages", queues::read);
    }

    void start(@Observes StartupEvent event) {
        for (JobStatus status : JobStatus.values()) {
            Gauge.builder("rushes.jobs", jobs, now -> now.read(count(status)))
                    .description("Jobs of each status")
                    .tag("status", status.text())
                    .register(meters);
        }
        for (JobStatus status : List.of(JobStatus.COMPLETED, JobStatus.FAILED)) {
            Gauge.builder("rushes.jobs.ended.last.hour", ended, now -> now.read(count(status)))
                    .description("Jobs that ended so within the last hour")
                    .tag("status", status.text())
                    .register(meters);
        }
        for (Queue queue : WORK) {
            ofQueue(queue);
        }
    }

    private void ofQueue(Queue queue) {
        messages(queue, "visible", QueuesView.One::visible);
        messages(queue, "in_flight", QueuesView.One::inFlight);
        messages(queue, "delayed", QueuesView.One::delayed);
        Gauge.builder("rushes.queue.oldest.age", queues, now -> now.read(view -> age(view, queue)))
                .description("How long the oldest message has waited; 0 where none waits")
                .baseUnit("seconds")
                .tag("queue", queue.role())
                .register(meters);
        Gauge.builder(
                        "rushes.dead.letters",
                        queues,
                        now -> now.read(view -> one(view, queue).deadLetters()))
                .description("Messages in the dead-letter queue of this queue")
                .tag("queue", queue.role())
                .register(meters);
    }

    private void messages(Queue queue, String state, ToLongFunction<QueuesView.One> count) {
        Gauge.builder(
                        "rushes.queue.messages",
                        queues,
                        now -> now.read(view -> count.applyAsLong(one(view, queue))))
                .description("Messages, as SQS counts them: approximately")
                .tag("queue", queue.role())
                .tag("state", state)
                .register(meters);
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void scheduled() {
        if (migration.isDone()) {
            refresh();
        }
    }

    /** Asks now: three questions, each of which may wait for a connection. */
    void refresh() {
        jobs.refresh();
        ended.refresh();
        queues.refresh();
    }

    private static ToDoubleFunction<Map<String, Long>> count(JobStatus status) {
        return counts -> counts.getOrDefault(status.text(), 0L);
    }

    private static double age(QueuesView view, Queue queue) {
        Long seconds = one(view, queue).oldestAgeSeconds();
        return seconds == null ? 0 : seconds;
    }

    private static QueuesView.One one(QueuesView view, Queue queue) {
        return view.queues().stream()
                .filter(each -> each.role().equals(queue.role()))
                .findFirst()
                .orElseThrow();
    }
}
