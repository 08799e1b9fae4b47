package dev.rushes.api.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.api.queue.DeadLetterRecord.Subject;
import dev.rushes.common.job.DeadLetterQueue;
import dev.rushes.common.job.JobMessage;
import dev.rushes.common.job.JobSweep;
import dev.rushes.common.job.QueueDefinition;
import dev.rushes.common.show.AnalysisMessage;
import dev.rushes.common.show.AnalysisTransitions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Makes the dead-letter queues agree with our own record: fails jobs and analyses whose message SQS itself gave up, puts
 * letters where they belong that nobody could put there, and removes those that were sent again or thrown away.
 * Receiving hides letters and blocks their groups, so it only looks where there is a reason to.
 */
@ApplicationScoped
class DeadLetterWatch {
    private static final Logger LOG = Logger.getLogger(DeadLetterWatch.class);

    /** Long enough to see every letter once in a look, short enough where a look dies. */
    private static final Duration HIDDEN = Duration.ofSeconds(10);

    private static final int MOST_BATCHES = 50;

    private final MessageQueues queues;
    private final DeadLetterRecord letters;
    private final JobSweep jobs;
    private final AnalysisTransitions analyses;
    private final ObjectMapper json;

    DeadLetterWatch(
            MessageQueues queues,
            DeadLetterRecord letters,
            JobSweep jobs,
            AnalysisTransitions analyses,
            ObjectMapper json) {
        this.queues = queues;
        this.letters = letters;
        this.jobs = jobs;
        this.analyses = analyses;
        this.json = json;
    }

    void look() {
        for (DeadLetterQueue queue : DeadLetterQueue.values()) {
            look(queue);
        }
    }

    private void look(DeadLetterQueue kind) {
        Queue queue = Queue.of(kind);
        MessageQueues.Depth depth = queues.depth(queue);
        Map<String, Subject> missing = letters.open(kind);
        Map<String, UUID> resolved = letters.resolved(kind);
        int wanted = missing.size();
        if (wanted == depth.all() && resolved.isEmpty()) {
            return;
        }
        Set<String> seen = new HashSet<>();
        List<MessageQueues.Letter> kept = new ArrayList<>();
        int removed = 0;
        for (int batch = 0; batch < MOST_BATCHES && depth.visible() > 0; batch++) {
            List<MessageQueues.Letter> found = queues.look(queue, HIDDEN);
            if (found.isEmpty()) {
                break;
            }
            for (MessageQueues.Letter letter : found) {
                String name = name(kind, letter);
                seen.add(name);
                missing.remove(name);
                UUID record = resolved.remove(name);
                if (record != null || !isWanted(kind, letter)) {
                    queues.delete(queue, letter);
                    removed++;
                } else {
                    kept.add(letter);
                }
                if (record != null) {
                    letters.gone(record);
                }
            }
        }
        queues.release(queue, kept);
        if (seen.size() >= depth.all()) {
            // Every letter was seen, these were not among them.
            resolved.values().forEach(letters::gone);
        }
        // Whoever gave up died before it could put the letter there. Never more than are missing:
        // a letter behind another one of its group is there and cannot be seen.
        long tooFew = wanted - (depth.all() - removed);
        missing.values().stream().limit(Math.max(tooFew, 0)).forEach(this::bury);
    }

    private void bury(Subject subject) {
        switch (subject) {
            case Subject.OfJob job -> queues.bury(job.message());
            case Subject.OfAnalysis analysis -> queues.bury(analysis.message());
        }
    }

    private String name(DeadLetterQueue queue, MessageQueues.Letter letter) {
        try {
            return switch (queue) {
                case VIDEO_PROCESSING ->
                        json.readValue(letter.body(), JobMessage.class).deduplicationId();
                case MEDIA_ANALYSIS ->
                        json.readValue(letter.body(), AnalysisMessage.class).deduplicationId();
            };
        } catch (JsonProcessingException e) {
            return letter.receipt();
        }
    }

    /**
     * Fails what the letter is about. False where our record knows nothing of it even then, or says that it came to its
     * end: its job is gone, has ended well, or has a newer message.
     */
    private boolean isWanted(DeadLetterQueue queue, MessageQueues.Letter letter) {
        try {
            return switch (queue) {
                case VIDEO_PROCESSING -> job(json.readValue(letter.body(), JobMessage.class));
                case MEDIA_ANALYSIS ->
                        analysis(json.readValue(letter.body(), AnalysisMessage.class));
            };
        } catch (JsonProcessingException e) {
            LOG.warnf("A message in %s is not ours and stays there", Queue.of(queue).role());
            return true;
        }
    }

    private boolean job(JobMessage message) {
        jobs.deadLettered(message.jobId(), message.dispatch(), QueueDefinition.MAX_RECEIVES);
        return letters.isOpen(
                DeadLetterQueue.VIDEO_PROCESSING, message.jobId(), message.dispatch());
    }

    private boolean analysis(AnalysisMessage message) {
        analyses.deadLettered(message.sceneId(), message.dispatch(), QueueDefinition.MAX_RECEIVES);
        return letters.isOpen(
                DeadLetterQueue.MEDIA_ANALYSIS, message.sceneId(), message.dispatch());
    }
}
