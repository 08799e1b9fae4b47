package dev.rushes.api.queue;

import dev.rushes.common.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Counts what waits: SQS' own numbers, and the ages of our rows, which SQS does not tell for a single message. */
@ApplicationScoped
class ReadQueues {
    private final MessageQueues queues;
    private final JobCounts counts;
    private final EntityManager database;

    ReadQueues(MessageQueues queues, JobCounts counts, EntityManager database) {
        this.queues = queues;
        this.counts = counts;
        this.database = database;
    }

    QueuesView read() {
        Map<Queue, MessageQueues.Depth> depths = depths();
        return QuarkusTransaction.requiringNew()
                .call(() -> {
                    List<QueuesView.One> all = new ArrayList<>();
                    depths.forEach((queue, depth) -> all.add(view(queue, depth, depths)));
                    return new QueuesView(all, counts.read());
                });
    }

    private QueuesView.One view(
            Queue queue, MessageQueues.Depth depth, Map<Queue, MessageQueues.Depth> depths) {
        MessageQueues.Depth letters = depths.get(queue.deadLetterQueue());
        return new QueuesView.One(
                depth.name(),
                queue.role(),
                depth.visible(),
                depth.inFlight(),
                depth.delayed(),
                oldestAge(queue),
                letters == null ? 0 : letters.all());
    }

    private @Nullable Long oldestAge(Queue queue) {
        String rows =
                switch (queue) {
                    // A job that waits for its sources has no message any more, only when it had
                    // one.
                    case VIDEO_PROCESSING ->
                            "SELECT dispatched_at FROM video_processing_jobs WHERE status = 'queued'"
                                    + " AND phase <> 'restoring' AND dispatched_at IS NOT NULL";
                    case MEDIA_ANALYSIS ->
                            "SELECT analysis_dispatched_at FROM scenes WHERE analysis_status = 'queued'"
                                    + " AND analysis_dispatched_at IS NOT NULL";
                    case VIDEO_PROCESSING_DEAD_LETTERS, MEDIA_ANALYSIS_DEAD_LETTERS ->
                            "SELECT created_at FROM dead_letters WHERE queue_role = '"
                                    + queue.system()
                                    + "' AND discarded_at IS NULL";
                };
        return (Long)
                database.createNativeQuery(
                                "SELECT floor(extract(epoch FROM clock_timestamp() - min(at)))::bigint FROM ("
                                        + rows
                                        + ") AS waiting (at)",
                                Long.class)
                        .getSingleResult();
    }

    /** All four at once, so that the answer takes as long as the slowest. */
    private Map<Queue, MessageQueues.Depth> depths() {
        Map<Queue, Future<MessageQueues.Depth>> asked = new EnumMap<>(Queue.class);
        Map<Queue, MessageQueues.Depth> depths = new EnumMap<>(Queue.class);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Queue queue : Queue.values()) {
                asked.put(queue, threads.submit(() -> queues.depth(queue)));
            }
            for (Map.Entry<Queue, Future<MessageQueues.Depth>> one : asked.entrySet()) {
                depths.put(one.getKey(), one.getValue().get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SdkException away) {
                throw ProblemException.unavailable("The queue", away);
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The queue", e);
        }
        return depths;
    }
}
