package dev.rushes.api.queue;

import dev.rushes.common.job.DeadLetterQueue;
import dev.rushes.common.job.JobMessage;
import dev.rushes.common.job.QueueDefinition;
import dev.rushes.common.show.AnalysisMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What our own record says of the messages in the dead-letter queues; they are named as SQS names them. */
@ApplicationScoped
class DeadLetterRecord {
    /** A day less than the queue keeps a letter; older ones are missing for a good reason. */
    private static final Duration REMEMBERED =
            QueueDefinition.DEAD_LETTER_RETENTION.minus(Duration.ofDays(1));

    /** What a record's message is about; one of the two. */
    sealed interface Subject {
        /** The deduplication id of its message. */
        String name();

        record OfJob(JobMessage message) implements Subject {
            @Override
            public String name() {
                return message.deduplicationId();
            }
        }

        record OfAnalysis(AnalysisMessage message) implements Subject {
            @Override
            public String name() {
                return message.deduplicationId();
            }
        }
    }

    private final EntityManager database;

    DeadLetterRecord(EntityManager database) {
        this.database = database;
    }

    /** What should lie in a queue. */
    @Transactional(TxType.REQUIRES_NEW)
    Map<String, Subject> open(DeadLetterQueue queue) {
        Map<String, Subject> open = new HashMap<>();
        for (Object[] row :
                rows(
                        queue,
                        "discarded_at IS NULL AND created_at > now() - make_interval(secs => :age)")) {
            Subject subject = subject(queue, (UUID) row[1], ((Number) row[2]).intValue());
            open.put(subject.name(), subject);
        }
        return open;
    }

    /** What came to its end and whose message may still lie in a queue: its name and the record's id. */
    @Transactional(TxType.REQUIRES_NEW)
    Map<String, UUID> resolved(DeadLetterQueue queue) {
        Map<String, UUID> resolved = new HashMap<>();
        for (Object[] row :
                rows(
                        queue,
                        "discarded_at IS NOT NULL AND message_gone_at IS NULL"
                                + " AND created_at > now() - make_interval(secs => :age)")) {
            resolved.put(
                    subject(queue, (UUID) row[1], ((Number) row[2]).intValue()).name(),
                    (UUID) row[0]);
        }
        return resolved;
    }

    /** Whether the record says that a message lies in its queue. */
    @Transactional(TxType.REQUIRES_NEW)
    boolean isOpen(DeadLetterQueue queue, UUID subject, int dispatch) {
        String column =
                switch (queue) {
                    case VIDEO_PROCESSING -> "job_id";
                    case MEDIA_ANALYSIS -> "scene_id";
                };
        return (boolean)
                database.createNativeQuery(
                                "SELECT EXISTS (SELECT 1 FROM dead_letters WHERE "
                                        + column
                                        + " = :subject AND dispatch = :dispatch AND discarded_at IS NULL)",
                                Boolean.class)
                        .setParameter("subject", subject)
                        .setParameter("dispatch", dispatch)
                        .getSingleResult();
    }

    /** The message of a record that came to its end lies in no queue any more. */
    @Transactional(TxType.REQUIRES_NEW)
    void gone(UUID id) {
        database.createNativeQuery(
                        "UPDATE dead_letters SET message_gone_at = clock_timestamp() WHERE id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    private List<Object[]> rows(DeadLetterQueue queue, String condition) {
        List<?> rows =
                database.createNativeQuery(
                                "SELECT id, coalesce(job_id, scene_id), dispatch FROM dead_letters"
                                        + " WHERE queue_role = :queue AND coalesce(job_id, scene_id) IS NOT NULL AND "
                                        + condition,
                                Object[].class)
                        .setParameter("queue", queue.text())
                        .setParameter("age", REMEMBERED.toSeconds())
                        .getResultList();
        return rows.stream().map(Object[].class::cast).toList();
    }

    private static Subject subject(DeadLetterQueue queue, UUID id, int dispatch) {
        return switch (queue) {
            case VIDEO_PROCESSING -> new Subject.OfJob(new JobMessage(id, dispatch));
            case MEDIA_ANALYSIS -> new Subject.OfAnalysis(new AnalysisMessage(id, dispatch));
        };
    }
}
