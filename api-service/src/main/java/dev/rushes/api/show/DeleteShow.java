package dev.rushes.api.show;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Show;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.ObjectKeys;
import dev.rushes.common.storage.OutboxMessage;
import dev.rushes.common.storage.OutboxTopic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;

/** Removes an empty show with its assets. */
@ApplicationScoped
public class DeleteShow {
    /**
     * Removes it.
     *
     * @throws ProblemException 404, or 409 while it has episodes
     */
    @Transactional
    public void delete(UUID id) {
        Show show =
                FindShows.found(id, LockModeType.PESSIMISTIC_WRITE)
                        .orElseThrow(() -> ProblemException.notFound("show", id));
        long episodes = Episode.count("show", show);
        if (episodes > 0) {
            throw new ProblemException(
                    ProblemType.SHOW_NOT_EMPTY,
                    "The show has " + episodes + " episodes; delete them first.");
        }
        show.delete();
        OutboxMessage.due(
                        OutboxTopic.DELETE_OBJECTS,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("bucket", BucketRole.RAW_FOOTAGE.wireName())
                                .put("prefix", ObjectKeys.assetPrefix(id)),
                        Instant.now())
                .persist();
    }
}
