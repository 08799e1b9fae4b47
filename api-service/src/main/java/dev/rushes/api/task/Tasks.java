package dev.rushes.api.task;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Starts tasks. */
@ApplicationScoped
public class Tasks {
    /** Where a task is watched, below the service's root. */
    public static String path(UUID task) {
        return "api/v1/tasks/" + task;
    }

    /** A task was stored. */
    record Started(UUID task) {}

    private final TaskRows rows;
    private final Event<Started> started;

    Tasks(TaskRows rows, Event<Started> started) {
        this.rows = rows;
        this.started = started;
    }

    /**
     * Stores a task, as part of the caller's transaction; it begins when that is committed.
     *
     * @param kind of a {@link TaskWork}
     * @param subject who asked for it; others do not see it unless they see all shows
     * @return its id, for {@link #path}
     */
    @Transactional
    public UUID start(String kind, JsonNode input, String subject) {
        UUID task = rows.insert(kind, input, subject);
        started.fire(new Started(task));
        return task;
    }
}
