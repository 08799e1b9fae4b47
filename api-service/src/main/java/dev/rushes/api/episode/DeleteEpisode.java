package dev.rushes.api.episode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.security.Caller;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Scene;
import dev.rushes.common.show.Script;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.ObjectKeys;
import dev.rushes.common.storage.OutboxMessage;
import dev.rushes.common.storage.OutboxTopic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Removes an episode with everything that belongs to it. Its jobs end with their rows: a worker that has one finds it
 * gone at its next heartbeat.
 */
@ApplicationScoped
public class DeleteEpisode {
    private static final Logger LOG = Logger.getLogger(DeleteEpisode.class);

    /** An upload whose URL was handed out before, or a worker that has not noticed yet, may still write. */
    private static final Duration LATECOMERS = Duration.ofHours(2);

    /**
     * Removes it.
     *
     * @throws ProblemException 404
     */
    @Transactional
    public void delete(UUID id) {
        Optional<Episode> episode =
                Episode.<Episode>findByIdOptional(id).filter(Caller.current()::sees);
        if (episode.isEmpty()) {
            throw ProblemException.notFound("episode", id);
        }
        // A studio's own references from these two need not take their rows along; ours do the
        // rest.
        Script.delete("episode.id", id);
        Scene.delete("episode.id", id);
        if (Episode.delete("id", id) == 0) {
            throw ProblemException.notFound("episode", id);
        }
        Instant now = Instant.now();
        for (BucketRole bucket : List.of(BucketRole.RAW_FOOTAGE, BucketRole.PROCESSED_VIDEOS)) {
            for (Instant due : List.of(now, now.plus(LATECOMERS))) {
                OutboxMessage.due(
                                OutboxTopic.DELETE_OBJECTS,
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("bucket", bucket.wireName())
                                        .put("prefix", ObjectKeys.episodePrefix(id)),
                                due)
                        .persist();
            }
        }
        LOG.infof("Episode %s deleted", id);
    }
}
