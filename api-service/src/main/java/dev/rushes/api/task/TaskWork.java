package dev.rushes.api.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** What is done for the tasks of one kind; an implementation is a bean. All of it may run twice. */
public interface TaskWork {
    /** The kind's name, lower-case words with hyphens; it stays the same for ever. */
    String kind();

    /**
     * Does the work, outside any transaction.
     *
     * @param input as the task was started with
     * @param startedAt when it was asked for
     * @param progress to be told now and then
     * @return path of the result below the service's root, such as {@code api/v1/shows}
     * @throws dev.rushes.common.problem.ProblemException where the task is to fail with this problem; one that
     *     something needed does not answer lets it be tried again
     */
    String run(JsonNode input, Instant startedAt, TaskProgress progress);
}
