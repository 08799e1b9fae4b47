package dev.rushes.storage.outbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.show.AnalysisDispatch;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.OutboxMessage;
import dev.rushes.common.storage.OutboxTopic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Notes work in the caller's transaction, to be done after it. */
@ApplicationScoped
public class Outbox {
    private static final String PURGES =
            " FROM outbox WHERE topic = 'delete-objects'"
                    + " AND payload ->> 'bucket' = :bucket AND payload ->> 'key' = :key";

    private final EntityManager database;
    private final Event<WorkNoted> noted;

    Outbox(EntityManager database, Event<WorkNoted> noted) {
        this.database = database;
        this.noted = noted;
    }

    /** The message of an analysis' dispatch is to be sent. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void analyse(AnalysisDispatch dispatch) {
        note(
                OutboxMessage.due(
                        OutboxTopic.ANALYSE_FOOTAGE,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("sceneId", dispatch.sceneId().toString())
                                .put("dispatch", dispatch.number()),
                        Instant.now()));
    }

    /**
     * All versions of an object are to go, and what has arrived of its parts, not before a time.
     *
     * @param s3UploadId S3's name of its upload in parts, or null where it has none
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void purge(
            BucketRole bucket, String key, @Nullable String s3UploadId, Instant notBefore) {
        ObjectNode what =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("bucket", bucket.wireName())
                        .put("key", key);
        if (s3UploadId != null) {
            what.put("uploadId", s3UploadId);
        }
        note(OutboxMessage.due(OutboxTopic.DELETE_OBJECTS, what, notBefore));
    }

    /**
     * Takes back the removal of an object that is noted for later, since something new is to come under its key.
     *
     * @return false where a removal is due or under way, so that the key is not free yet
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean forgetLatePurge(BucketRole bucket, String key) {
        Instant now = Instant.now();
        boolean due =
                (Boolean)
                        database.createNativeQuery(
                                        "SELECT count(*) > 0"
                                                + PURGES
                                                + " AND (available_at <= :now OR attempts > 0)",
                                        Boolean.class)
                                .setParameter("bucket", bucket.wireName())
                                .setParameter("key", key)
                                .setParameter("now", now)
                                .getSingleResult();
        if (!due) {
            database.createNativeQuery(
                            "DELETE" + PURGES + " AND available_at > :now AND attempts = 0")
                    .setParameter("bucket", bucket.wireName())
                    .setParameter("key", key)
                    .setParameter("now", now)
                    .executeUpdate();
        }
        return !due;
    }

    private void note(OutboxMessage message) {
        message.persist();
        noted.fire(new WorkNoted());
    }

    /** Told after the commit. */
    record WorkNoted() {}
}
