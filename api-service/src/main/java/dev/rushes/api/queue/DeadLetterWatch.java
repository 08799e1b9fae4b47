package dev.rushes.api.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.job.DeadLetter;
import dev.rushes.common.job.DeadLetterQueue;
import dev.rushes.common.job.JobMessage;
import dev.rushes.common.job.JobSweep;
import dev.rushes.common.job.QueueDefinition;
import dev.rushes.common.job.VideoJob;
import dev.rushes.common.show.AnalysisMessage;
import dev.rushes.common.show.AnalysisTransitions;
import dev.rushes.common.show.Scene;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Fails jobs and analyses whose message SQS itself gave up. Receiving hides letters and blocks their groups, so it only
 * looks where a queue holds another number of letters than our own record.
 */
@ApplicationScoped
class DeadLetterWatch {
    private static final Logger LOG = Logger.getLogger(DeadLetterWatch.class);

    /** Long enough to see every letter once in a look, short enough to leave the queue alone again soon. */
    private static final Duration HIDDEN = Duration.ofSeconds(10);

    private static final int MOST_BATCHES = 50;

    private final MessageQueues queues;
    private final JobSweep jobs;
    private final AnalysisTransitions analyses;
    private final ObjectMapper json;

    DeadLetterWatch(
            MessageQueues queues, JobSweep jobs, AnalysisTransitions analyses, ObjectMapper json) {
        this.queues = queues;
        this.jobs = jobs;
        this.analyses = analyses;
        this.json = json;
    }

    void look() {
        look(Queue.VIDEO_PROCESSING_DEAD_LETTERS, DeadLetterQueue.VIDEO_PROCESSING);
        look(Queue.MEDIA_ANALYSIS_DEAD_LETTERS, DeadLetterQueue.MEDIA_ANALYSIS);
    }

    private void look(Queue queue, DeadLetterQueue record) {
        long visible = queues.depth(queue).visible();
        long known =
                QuarkusTransaction.requiringNew()
                        .call(() -> DeadLetter.count("queue = ?1 and discardedAt is null", record));
        if (visible == 0 || visible == known) {
            return;
        }
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            List<MessageQueues.Letter> letters = queues.look(queue, HIDDEN);
            if (letters.isEmpty()) {
                return;
            }
            for (MessageQueues.Letter letter : letters) {
                if (!isWanted(queue, letter)) {
                    queues.delete(queue, letter);
                }
            }
        }
    }

    /** Fails what the letter is about. False where that is gone: nobody will ever send this letter again. */
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
        return QuarkusTransaction.requiringNew()
                .call(() -> VideoJob.count("id", message.jobId()) > 0);
    }

    private boolean analysis(AnalysisMessage message) {
        analyses.deadLettered(message.sceneId(), message.dispatch(), QueueDefinition.MAX_RECEIVES);
        return QuarkusTransaction.requiringNew()
                .call(() -> Scene.count("id", message.sceneId()) > 0);
    }
}
