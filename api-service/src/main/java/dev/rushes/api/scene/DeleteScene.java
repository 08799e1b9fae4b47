package dev.rushes.api.scene;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.Scene;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.ObjectKeys;
import dev.rushes.common.storage.OutboxMessage;
import dev.rushes.common.storage.OutboxTopic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Removes a take and its footage, unless somebody is to see a plan that shows it. */
@ApplicationScoped
class DeleteScene {
    private final EntityManager database;

    DeleteScene(EntityManager database) {
        this.database = database;
    }

    @Transactional
    void delete(UUID id) {
        Scene scene = FindScenes.existing(id);
        // A studio's own row may belong to no episode; then it has no footage here either.
        if (scene.episode != null) {
            UUID episode = scene.episode.id;
            String prefix = ObjectKeys.scenePrefix(episode, id);
            if (isInUse(episode, prefix)) {
                throw new ProblemException(
                        ProblemType.CONFLICT,
                        "A plan that is approved or awaits approval shows this take.");
            }
            deleteObjects(prefix);
        }
        scene.delete();
    }

    private static void deleteObjects(String prefix) {
        for (BucketRole bucket : List.of(BucketRole.RAW_FOOTAGE, BucketRole.PROCESSED_VIDEOS)) {
            OutboxMessage.due(
                            OutboxTopic.DELETE_OBJECTS,
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("bucket", bucket.wireName())
                                    .put("prefix", prefix),
                            Instant.now())
                    .persist();
        }
    }

    private boolean isInUse(UUID episode, String prefix) {
        return (boolean)
                database.createNativeQuery(
                                "SELECT EXISTS (SELECT 1 FROM ai_edit_plans WHERE episode_id = :episode"
                                        + " AND status IN ('awaiting_approval', 'approved')"
                                        + " AND deleted_at IS NULL"
                                        + " AND strpos(edit_structure::text, :prefix) > 0)",
                                Boolean.class)
                        .setParameter("episode", episode)
                        .setParameter("prefix", "\"" + prefix)
                        .getSingleResult();
    }
}
