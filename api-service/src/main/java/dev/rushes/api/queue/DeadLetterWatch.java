package dev.rushes.api.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.job.DeadLetter;
import dev.rushes.common.job.DeadLetterQueue;
import dev.rushes.common.job.JobMessage;
import dev.rushes.common.job.JobSweep;
import dev.rushes.common.job.QueueDefinition;
import dev.rushes.common.show.AnalysisMessage;
import dev.rushes.common.show.AnalysisTransitions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Fails jobs and analyses whose message SQS itself gave up, and puts letters where they belong that nobody could put
 * there. Receiving hides letters and blocks their groups, so it only looks where a queue holds another number of
 * letters than our own record.
 */
@ApplicationScoped
class DeadLetterWatch {
    private static final Logger LOG = Logger.getLogger(DeadLetterWatch.class);

    /** Long enough to see every letter once in a look, short enough to leave the queue alone again soon. */
    private static final Duration HIDDEN = Duration.ofSeconds(10);

    private static final int MOST_BATCHES = 50;

    /** A day less than the queue keeps a letter; older ones are missing for a good reason. */
    private static final Duration REMEMBERED =
            QueueDefinition.DEAD_LETTER_RETENTION.minus(Duration.ofDays(1));

    private final MessageQueues queues;
    private final JobSweep jobs;
    private final AnalysisTransitions analyses;
    private final ObjectMapper json;
    private final EntityManager database;

    DeadLetterWatch(
            MessageQueues queues,
            JobSweep jobs,
            AnalysisTransitions analyses,
            ObjectMapper json,
            EntityManager database) {
        this.queues = queues;
        this.jobs = jobs;
        this.analyses = analyses;
        this.json = json;
        this.database = database;
    }

    void look() {
        look(
                Queue.VIDEO_PROCESSING_DEAD_LETTERS,
                () ->
                        recorded(DeadLetterQueue.VIDEO_PROCESSING, "job").stream()
                                .map(row -> new JobMessage((UUID) row[0], (int) row[1]))
                                .collect(
                                        Collectors.toMap(
                                                JobMessage::deduplicationId,
                                                message -> () -> queues.bury(message))));
        look(
                Queue.MEDIA_ANALYSIS_DEAD_LETTERS,
                () ->
                        recorded(DeadLetterQueue.MEDIA_ANALYSIS, "scene").stream()
                                .map(row -> new AnalysisMessage((UUID) row[0], (int) row[1]))
                                .collect(
                                        Collectors.toMap(
                                                AnalysisMessage::deduplicationId,
                                                message -> () -> queues.bury(message))));
    }

    /**
     * Compares a queue with our record.
     *
     * @param record what should be in the queue, and how to put it there, by the messages' names
     */
    private void look(Queue queue, Supplier<Map<String, Runnable>> record) {
        MessageQueues.Depth depth = queues.depth(queue);
        Map<String, Runnable> missing = record.get();
        long tooFew = missing.size() - depth.all();
        if (tooFew == 0) {
            return;
        }
        for (int batch = 0; batch < MOST_BATCHES && depth.visible() > 0; batch++) {
            List<MessageQueues.Letter> letters = queues.look(queue, HIDDEN);
            if (letters.isEmpty()) {
                break;
            }
            for (MessageQueues.Letter letter : letters) {
                missing.remove(name(queue, letter));
                if (!isWanted(queue, letter)) {
                    queues.delete(queue, letter);
                }
            }
        }
        // Whoever gave up died before it could put the letter there. Never more than are missing:
        // a letter behind another one of its group is there and cannot be seen.
        missing.values().stream().limit(Math.max(tooFew, 0)).forEach(Runnable::run);
    }

    private List<Object[]> recorded(DeadLetterQueue queue, String subject) {
        return QuarkusTransaction.requiringNew()
                .call(() ->
                        database.createQuery(
                                        "select letter."
                                                + subject
                                                + ".id, letter.dispatch from DeadLetter letter"
                                                + " where letter.queue = :queue and letter."
                                                + subject
                                                + " is not null and letter.discardedAt is null"
                                                + " and letter.createdAt > :forgotten",
                                        Object[].class)
                                .setParameter("queue", queue)
                                .setParameter("forgotten", Instant.now().minus(REMEMBERED))
                                .getResultList());
    }

    private String name(Queue queue, MessageQueues.Letter letter) {
        try {
            return queue == Queue.VIDEO_PROCESSING_DEAD_LETTERS
                    ? json.readValue(letter.body(), JobMessage.class).deduplicationId()
                    : json.readValue(letter.body(), AnalysisMessage.class).deduplicationId();
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    /**
     * Fails what the letter is about. False where our record knows nothing of it even then: its job is gone, has ended
     * well, or has a newer message.
     */
    private boolean isWanted(Queue queue, MessageQueues.Letter letter) {
        try {
            return queue == Queue.VIDEO_PROCESSING_DEAD_LETTERS
                    ? job(json.readValue(letter.body(), JobMessage.class))
                    : analysis(json.readValue(letter.body(), AnalysisMessage.class));
        } catch (JsonProcessingException e) {
            LOG.warnf("A message in %s is not ours and stays there", queue.role());
            return true;
        }
    }

    private boolean job(JobMessage message) {
        jobs.deadLettered(message.jobId(), message.dispatch(), QueueDefinition.MAX_RECEIVES);
        return isRecorded("job.id = ?1 and dispatch = ?2", message.jobId(), message.dispatch());
    }

    private boolean analysis(AnalysisMessage message) {
        analyses.deadLettered(message.sceneId(), message.dispatch(), QueueDefinition.MAX_RECEIVES);
        return isRecorded("scene.id = ?1 and dispatch = ?2", message.sceneId(), message.dispatch());
    }

    private static boolean isRecorded(String condition, UUID id, int dispatch) {
        return QuarkusTransaction.requiringNew()
                .call(() -> DeadLetter.count(condition, id, dispatch) > 0);
    }
}
