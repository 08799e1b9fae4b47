package dev.rushes.common.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Work owed to the queues or the object store, written with the rows that make it due. Deleted when it is done. */
@Entity
@Table(name = "outbox")
public class OutboxMessage extends PanacheEntityBase {

    @Id public UUID id = UUID.randomUUID();

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    public OutboxTopic topic;

    /** analyse-footage: {sceneId, dispatch}; delete-objects: {bucket, prefix or key, uploadId?}, the bucket by its role. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(updatable = false)
    public JsonNode payload;

    /** Not to be worked off before. */
    @Column(name = "available_at")
    public Instant availableAt;

    public int attempts;

    /** Somebody works at it until then. */
    @Column(name = "locked_until")
    public @Nullable Instant lockedUntil;

    @Column(name = "last_error")
    public @Nullable String lastError;

    @CreationTimestamp
    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    protected OutboxMessage() {}

    /** Work that is due at once. */
    public static OutboxMessage due(OutboxTopic topic, JsonNode payload, Instant now) {
        OutboxMessage message = new OutboxMessage();
        message.topic = topic;
        message.payload = payload;
        message.availableAt = now;
        return message;
    }
}
