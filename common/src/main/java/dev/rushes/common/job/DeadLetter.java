package dev.rushes.common.job;

import dev.rushes.common.show.Scene;
import dev.rushes.common.show.Show;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.jspecify.annotations.Nullable;

/** Our own record of a message that was given up: of a job, or of a scene's analysis. */
@Entity
@Table(name = "dead_letters")
public class DeadLetter extends PanacheEntityBase {

    @Id public UUID id = UUID.randomUUID();

    @Enumerated(EnumType.STRING)
    @Column(name = "queue_role", updatable = false)
    public DeadLetterQueue queue;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "job_id", updatable = false)
    public @Nullable VideoJob job;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "scene_id", updatable = false)
    public @Nullable Scene scene;

    /** That of its job's or its scene's episode; kept by the database. */
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "show_id", insertable = false, updatable = false)
    public @Nullable Show show;

    /** The message's number; with its job or scene it names the message. */
    @Column(updatable = false)
    public int dispatch;

    public @Nullable String reason;

    @Column(name = "receive_count")
    public int receiveCount;

    /** When a person threw it away or sent it again; null while it lies there. */
    @Column(name = "discarded_at")
    private @Nullable Instant resolvedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable DeadLetterResolution resolution;

    /** Who sent it again or threw it away. */
    @Column(name = "resolved_by")
    private @Nullable String resolvedBy;

    @CreationTimestamp
    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    /** Ends it; its message is still to be removed from the queue. */
    public void resolve(DeadLetterResolution how, @Nullable String subject, Instant now) {
        resolvedAt = now;
        resolution = how;
        resolvedBy = subject;
    }

    /** What became of it; null while it lies there. */
    public @Nullable DeadLetterResolution resolution() {
        return resolution;
    }

    public @Nullable Instant resolvedAt() {
        return resolvedAt;
    }

    public @Nullable String resolvedBy() {
        return resolvedBy;
    }
}
