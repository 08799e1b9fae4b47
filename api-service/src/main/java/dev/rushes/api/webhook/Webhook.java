package dev.rushes.api.webhook;

import dev.rushes.common.show.Show;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An address that a show tells what happens. */
@Entity
@Table(name = "webhooks")
class Webhook extends PanacheEntityBase {

    @Id public UUID id = UUID.randomUUID();

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "show_id", updatable = false)
    public Show show;

    @Column(updatable = false)
    public String url;

    @Column(updatable = false)
    public @Nullable String description;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(updatable = false)
    public List<String> events;

    @Column(name = "sealed_secret", updatable = false)
    public byte[] sealedSecret;

    @Column(name = "created_by", updatable = false)
    public @Nullable String createdBy;

    @CreationTimestamp
    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    protected Webhook() {}

    static Webhook of(Show show, String url, List<String> events) {
        Webhook webhook = new Webhook();
        webhook.show = show;
        webhook.url = url;
        webhook.events = List.copyOf(events);
        return webhook;
    }
}
