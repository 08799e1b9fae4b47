package dev.rushes.api.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.task.TaskProgress;
import dev.rushes.api.task.TaskWork;
import dev.rushes.api.task.Tasks;
import dev.rushes.common.IllegalTransition;
import dev.rushes.common.job.DeadLetterQueue;
import dev.rushes.common.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends all dead letters again that lie there when it is asked for, one transaction each. */
@ApplicationScoped
class RedriveAll implements TaskWork {
    private static final Logger LOG = Logger.getLogger(RedriveAll.class);

    /** More at once than this is for another task. */
    private static final int MOST = 100_000;

    private final Tasks tasks;
    private final FindDeadLetters letters;
    private final ResolveDeadLetter resolving;
    private final Caller caller;

    RedriveAll(Tasks tasks, FindDeadLetters letters, ResolveDeadLetter resolving, Caller caller) {
        this.tasks = tasks;
        this.letters = letters;
        this.resolving = resolving;
        this.caller = caller;
    }

    /** Starts the task; its id. */
    UUID start(@Nullable DeadLetterQueue queue) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("subject", caller.subject());
        if (queue != null) {
            input.put("queue", queue.text());
        }
        caller.shows()
                .ifPresent(shows ->
                        shows.forEach(show -> input.withArray("shows").add(show.toString())));
        if (caller.shows().isPresent()) {
            input.withArray("shows");
        }
        return tasks.start(kind(), input, caller.subject());
    }

    @Override
    public String kind() {
        return "redrive-dead-letters";
    }

    @Override
    public String run(JsonNode input, Instant startedAt, TaskProgress progress) {
        DeadLetterQueue queue =
                input.hasNonNull("queue")
                        ? RedriveRequest.named(input.path("queue").asText())
                        : null;
        List<UUID> all = letters.open(queue, shows(input), startedAt, MOST);
        int done = 0;
        for (UUID letter : all) {
            progress.reached(done++, all.size());
            try {
                resolving.redriveLater(letter, input.path("subject").asText());
            } catch (IllegalTransition e) {
                LOG.warnf("Dead letter %s is left: %s", letter, e.getMessage());
            }
        }
        return "api/v1/queues/dead-letters";
    }

    private static @Nullable Set<UUID> shows(JsonNode input) {
        if (!input.has("shows")) {
            return null;
        }
        Set<UUID> shows = new HashSet<>();
        input.path("shows").forEach(show -> shows.add(UUID.fromString(show.asText())));
        return shows;
    }
}
