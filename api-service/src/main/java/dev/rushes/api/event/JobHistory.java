package dev.rushes.api.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.api.job.JobSnapshot;
import dev.rushes.api.job.JobView;
import dev.rushes.common.job.VideoJob;
import dev.rushes.common.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads what jobs are and what changed; each call is one short transaction with one statement. */
@ApplicationScoped
class JobHistory {
    /** Changes that a watcher who comes back is told one by one; who missed more begins with the current state. */
    static final int MOST_REPLAYED = 1000;

    private final EntityManager database;
    private final ObjectMapper json;

    JobHistory(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * A job as it is now.
     *
     * @param number of its newest change
     */
    record State(long number, JobView view) {}

    /**
     * The job as it is now, whoever asks: whether a watcher may see it was found out before.
     *
     * @throws ProblemException 404 where there is none
     */
    @Transactional(TxType.REQUIRES_NEW)
    State now(UUID jobId) {
        VideoJob job =
                VideoJob.<VideoJob>findByIdOptional(jobId)
                        .orElseThrow(() -> ProblemException.notFound("job", jobId));
        return new State(job.changeNumber(), JobView.of(job));
    }

    /** The changes after that number, in their order; at most {@link #MOST_REPLAYED}. */
    @Transactional(TxType.REQUIRES_NEW)
    List<JobEvent> after(UUID jobId, long number, JobView job) {
        List<?> rows =
                database.createNativeQuery(
                                "SELECT number, CAST(snapshot AS text) FROM job_events"
                                        + " WHERE job_id = :id AND number > :number ORDER BY number",
                                Object[].class)
                        .setParameter("id", jobId)
                        .setParameter("number", number)
                        .setMaxResults(MOST_REPLAYED)
                        .getResultList();
        List<JobEvent> events = new ArrayList<>(rows.size());
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            events.add(
                    event(
                            ((Number) columns[0]).longValue(),
                            job.at(snapshot((String) columns[1]))));
        }
        return events;
    }

    /** The numbers of the newest changes of those jobs that are there. */
    @Transactional(TxType.REQUIRES_NEW)
    Map<UUID, Long> numbers(Collection<UUID> jobs) {
        List<?> rows =
                database.createNativeQuery(
                                "SELECT id, change_number FROM video_processing_jobs WHERE id = ANY(:ids)",
                                Object[].class)
                        .setParameter("ids", jobs.toArray(UUID[]::new))
                        .getResultList();
        Map<UUID, Long> numbers = new HashMap<>();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            numbers.put((UUID) columns[0], ((Number) columns[1]).longValue());
        }
        return numbers;
    }

    JobEvent event(long number, JobView job) {
        try {
            return new JobEvent(number, json.writeValueAsString(job), job.hasEnded());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private JobSnapshot snapshot(String text) {
        try {
            return json.readValue(text, JobSnapshot.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a change that cannot be read", e);
        }
    }
}
