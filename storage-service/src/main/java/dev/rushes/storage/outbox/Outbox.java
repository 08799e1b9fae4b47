package dev.rushes.storage.outbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.show.AnalysisDispatch;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.OutboxMessage;
import dev.rushes.common.storage.OutboxTopic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** Notes work in the caller's transaction, to be done after it. */
@ApplicationScoped
public class Outbox {
    private final Event<WorkNoted> noted;

    Outbox(Event<WorkNoted> noted) {
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

    /** All versions of an object are to go, not before a time. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void purge(BucketRole bucket, String key, Instant notBefore) {
        note(
                OutboxMessage.due(
                        OutboxTopic.DELETE_OBJECTS,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("bucket", bucket.wireName())
                                .put("key", key),
                        notBefore));
    }

    private void note(OutboxMessage message) {
        message.persist();
        noted.fire(new WorkNoted());
    }

    /** Told after the commit. */
    record WorkNoted() {}
}
