package dev.rushes.api.maintenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.api.episode.DeleteEpisode;
import dev.rushes.api.show.DeleteShow;
import dev.rushes.api.task.TaskProgress;
import dev.rushes.api.task.TaskWork;
import dev.rushes.api.task.Tasks;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Removes leftovers one by one, each in its own transaction, through the use cases that remove them one by one as well. */
@ApplicationScoped
class CleanUp implements TaskWork {
    private static final Logger LOG = Logger.getLogger(CleanUp.class);

    private final Tasks tasks;
    private final Leftovers leftovers;
    private final DeleteEpisode episodes;
    private final DeleteShow shows;
    private final EndUpload uploads;
    private final Caller caller;

    CleanUp(
            Tasks tasks,
            Leftovers leftovers,
            DeleteEpisode episodes,
            DeleteShow shows,
            EndUpload uploads,
            Caller caller) {
        this.tasks = tasks;
        this.leftovers = leftovers;
        this.episodes = episodes;
        this.shows = shows;
        this.uploads = uploads;
        this.caller = caller;
    }

    /** Starts the task; its id. */
    @Transactional
    UUID start(Instant untouchedSince) {
        return tasks.start(
                kind(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("untouchedSince", untouchedSince.toString()),
                caller.subject());
    }

    @Override
    public String kind() {
        return "clean-up";
    }

    @Override
    public String run(JsonNode input, Instant startedAt, TaskProgress progress) {
        Instant since = Instant.parse(input.path("untouchedSince").asText());
        List<UUID> testShows = leftovers.shows(since);
        List<UUID> lost = leftovers.uploads(since);
        int all = testShows.size() + lost.size();
        int done = 0;
        for (UUID show : testShows) {
            for (UUID episode : leftovers.episodes(show)) {
                progress.reached(done, all);
                gone(() -> episodes.delete(episode));
            }
            gone(() -> shows.delete(show));
            progress.reached(++done, all);
        }
        for (UUID upload : lost) {
            uploads.end(upload);
            progress.reached(++done, all);
        }
        LOG.infof("Cleaned up %d test shows and %d uploads", testShows.size(), lost.size());
        return "api/v1/shows";
    }

    /** Somebody else may have been quicker, or made an episode in the show meanwhile. */
    private static void gone(Runnable deletion) {
        try {
            deletion.run();
        } catch (ProblemException e) {
            if (e.type() != ProblemType.NOT_FOUND && e.type() != ProblemType.SHOW_NOT_EMPTY) {
                throw e;
            }
        }
    }
}
