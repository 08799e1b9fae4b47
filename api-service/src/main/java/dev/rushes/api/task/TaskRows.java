package dev.rushes.api.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table of tasks. Whoever works at one holds it for a while; its attempt number fences every later write. */
@ApplicationScoped
class TaskRows {
    /** Who has a task. */
    record Held(UUID id, String kind, JsonNode input, Instant startedAt, int attempt) {}

    private final EntityManager database;
    private final ObjectMapper json;
    private final Caller caller;

    TaskRows(EntityManager database, ObjectMapper json, Caller caller) {
        this.database = database;
        this.json = json;
        this.caller = caller;
    }

    @Transactional
    UUID insert(String kind, JsonNode input, String subject) {
        return (UUID)
                database.createNativeQuery(
                                "INSERT INTO background_tasks (kind, input, created_by)"
                                        + " VALUES (:kind, CAST(:input AS jsonb), :subject) RETURNING id",
                                UUID.class)
                        .setParameter("kind", kind)
                        .setParameter("input", input.toString())
                        .setParameter("subject", subject)
                        .getSingleResult();
    }

    /** Tasks that nobody works at, oldest first. */
    @Transactional(TxType.REQUIRES_NEW)
    List<UUID> waiting(int limit) {
        List<?> rows =
                database.createNativeQuery(
                                "SELECT id FROM background_tasks WHERE status IN ('queued', 'running')"
                                        + " AND (locked_until IS NULL OR locked_until < clock_timestamp())"
                                        + " ORDER BY created_at LIMIT :limit",
                                UUID.class)
                        .setParameter("limit", limit)
                        .getResultList();
        return rows.stream().map(UUID.class::cast).toList();
    }

    @Transactional(TxType.REQUIRES_NEW)
    Optional<Held> claim(UUID id, Duration hold) {
        List<?> rows =
                database.createNativeQuery(
                                """
                                UPDATE background_tasks SET status = 'running', attempt = attempt + 1,
                                    locked_until = clock_timestamp() + make_interval(secs => :hold)
                                WHERE id = :id AND status IN ('queued', 'running')
                                  AND (locked_until IS NULL OR locked_until < clock_timestamp())
                                RETURNING kind, input::text, created_at, attempt
                                """,
                                Object[].class)
                        .setParameter("id", id)
                        .setParameter("hold", hold.toSeconds())
                        .getResultList();
        return rows.stream()
                .map(row -> {
                    Object[] columns = (Object[]) row;
                    return new Held(
                            id,
                            (String) columns[0],
                            read((String) columns[1], JsonNode.class),
                            (Instant) columns[2],
                            ((Number) columns[3]).intValue());
                })
                .findFirst();
    }

    /** Holds on and records how far it is. False where the task is somebody else's by now. */
    @Transactional(TxType.REQUIRES_NEW)
    boolean hold(Held task, int percent, Duration hold) {
        return fenced(
                                "progress_percentage = greatest(progress_percentage, :percent),"
                                        + " locked_until = clock_timestamp() + make_interval(secs => :hold)",
                                task)
                        .setParameter("percent", percent)
                        .setParameter("hold", hold.toSeconds())
                        .executeUpdate()
                == 1;
    }

    @Transactional(TxType.REQUIRES_NEW)
    void completed(Held task, String resultPath) {
        fenced(
                        "status = 'completed', progress_percentage = 100, result_path = :result,"
                                + " locked_until = NULL, finished_at = clock_timestamp()",
                        task)
                .setParameter("result", resultPath)
                .executeUpdate();
    }

    @Transactional(TxType.REQUIRES_NEW)
    void failed(Held task, Problem problem) {
        fenced(
                        "status = 'failed', error = CAST(:error AS jsonb), locked_until = NULL,"
                                + " finished_at = clock_timestamp()",
                        task)
                .setParameter("error", json.valueToTree(problem).toString())
                .executeUpdate();
    }

    /** Gives a task back, not to be taken again before the pause is over. */
    @Transactional(TxType.REQUIRES_NEW)
    void givenBack(Held task, Duration pause) {
        fenced("locked_until = clock_timestamp() + make_interval(secs => :pause)", task)
                .setParameter("pause", pause.toSeconds())
                .executeUpdate();
    }

    @Transactional(TxType.REQUIRES_NEW)
    void forget(Duration age) {
        database.createNativeQuery(
                        "DELETE FROM background_tasks"
                                + " WHERE finished_at < clock_timestamp() - make_interval(secs => :age)")
                .setParameter("age", age.toSeconds())
                .executeUpdate();
    }

    /**
     * Reads a task for its caller.
     *
     * @param links makes a path below the service's root an address
     * @throws ProblemException 404 where there is none that the caller sees
     */
    @Transactional
    TaskView view(UUID id, Function<String, URI> links) {
        List<?> rows =
                database.createNativeQuery(
                                "SELECT kind, status, progress_percentage, result_path, error::text, created_at,"
                                        + " finished_at, created_by FROM background_tasks WHERE id = :id",
                                Object[].class)
                        .setParameter("id", id)
                        .getResultList();
        if (rows.isEmpty()) {
            throw ProblemException.notFound("task", id);
        }
        Object[] row = (Object[]) rows.getFirst();
        if (caller.shows().isPresent() && !caller.subject().equals(row[7])) {
            throw ProblemException.notFound("task", id);
        }
        String result = (String) row[3];
        String error = (String) row[4];
        return new TaskView(
                id,
                (String) row[0],
                (String) row[1],
                ((Number) row[2]).intValue(),
                result == null ? null : links.apply(result),
                error == null ? null : read(error, Problem.class),
                (Instant) row[5],
                (@Nullable Instant) row[6]);
    }

    private jakarta.persistence.Query fenced(String changes, Held task) {
        return database.createNativeQuery(
                        "UPDATE background_tasks SET "
                                + changes
                                + " WHERE id = :id AND attempt = :attempt AND status = 'running'")
                .setParameter("id", task.id())
                .setParameter("attempt", task.attempt());
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a task's own document cannot be read", e);
        }
    }
}
