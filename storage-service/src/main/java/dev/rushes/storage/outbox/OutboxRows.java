package dev.rushes.storage.outbox;

import dev.rushes.common.show.AnalysisTransitions;
import dev.rushes.common.storage.OutboxMessage;
import dev.rushes.common.storage.OutboxTopic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Timeouts;

/** The table of work that is due. Several services may work at it; a claim keeps the others away for a while. */
@ApplicationScoped
class OutboxRows {
    private final AnalysisTransitions analyses;

    OutboxRows(AnalysisTransitions analyses) {
        this.analyses = analyses;
    }

    /** Takes the oldest rows that are due and that nobody works at. */
    @Transactional
    List<OutboxMessage> claim(OutboxTopic topic, int limit, Duration lease) {
        Instant now = Instant.now();
        List<OutboxMessage> rows =
                OutboxMessage.<OutboxMessage>find(
                                "topic = ?1 and availableAt <= ?2 and (lockedUntil is null or lockedUntil < ?2)"
                                        + " order by availableAt",
                                topic,
                                now)
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .withHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                        .page(0, limit)
                        .list();
        for (OutboxMessage row : rows) {
            row.lockedUntil = now.plus(lease);
            row.attempts++;
        }
        return rows;
    }

    /** Keeps the claim of work that takes long. */
    @Transactional
    void extend(UUID id, Duration lease) {
        OutboxMessage.update("lockedUntil = ?1 where id = ?2", Instant.now().plus(lease), id);
    }

    /** The queue has taken the message of an analysis. */
    @Transactional
    void analysisSent(UUID id, UUID sceneId, int dispatch) {
        analyses.sent(sceneId, dispatch);
        OutboxMessage.deleteById(id);
    }

    @Transactional
    void done(UUID id) {
        OutboxMessage.deleteById(id);
    }

    /** Gives a row back, not to be tried again before a time. */
    @Transactional
    void failed(UUID id, String error, Instant next) {
        OutboxMessage.update(
                "lockedUntil = null, lastError = ?1, availableAt = ?2 where id = ?3",
                error,
                next,
                id);
    }
}
