package dev.rushes.api.queue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The queues side by side with the jobs.
 *
 * @param jobs how many there are of each status
 */
record QueuesView(List<One> queues, Map<String, Long> jobs) {
    QueuesView {
        queues = List.copyOf(queues);
    }

    /**
     * One queue; SQS counts approximately.
     *
     * @param oldestAgeSeconds how long the oldest message waits, by our own rows; null where none does
     * @param deadLetters messages in the dead-letter queue that belongs to it
     */
    record One(
            String name,
            String role,
            long visible,
            long inFlight,
            long delayed,
            @Nullable Long oldestAgeSeconds,
            long deadLetters) {}
}
