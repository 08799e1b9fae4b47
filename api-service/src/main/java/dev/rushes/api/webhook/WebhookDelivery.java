package dev.rushes.api.webhook;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One event owed to one webhook. Written by the database's triggers, changed by conditional updates only. */
@Entity
@Immutable
@Table(name = "webhook_deliveries")
class WebhookDelivery extends PanacheEntityBase {

    @Id public UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "webhook_id")
    public Webhook webhook;

    public String event;

    public String status;

    public int attempts;

    @Column(name = "next_attempt_at")
    public @Nullable Instant nextAttemptAt;

    @Column(name = "last_attempt_at")
    public @Nullable Instant lastAttemptAt;

    @Column(name = "last_status_code")
    public @Nullable Integer lastStatusCode;

    @Column(name = "last_error")
    public @Nullable String lastError;

    @Column(name = "ended_at")
    public @Nullable Instant endedAt;

    @Column(name = "created_at")
    public Instant createdAt;

    protected WebhookDelivery() {}
}
