package dev.rushes.common.show;

import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.security.OfShow;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * An episode, its current plan and its final video. The table may be the studio's own: in rows that Rushes did not
 * write, the show and the title can be missing.
 */
@Entity
@Table(name = "episodes")
@DynamicInsert
@DynamicUpdate
public class Episode extends PanacheEntityBase implements OfShow {

    @Id public UUID id = UUID.randomUUID();

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "show_id")
    public Show show;

    public String title;

    @Column(name = "season_number")
    public @Nullable Integer seasonNumber;

    @Column(name = "episode_number")
    public @Nullable Integer episodeNumber;

    /** For reading only: the words of an existing column are the studio's. Null until the row was read back. */
    @Column(insertable = false, updatable = false)
    public @Nullable String status;

    /** When a studio's own software took it away; Rushes itself deletes the row. */
    @Column(name = "deleted_at")
    public @Nullable Instant deletedAt;

    /** Whether plans may be generated for it. */
    @Column(name = "ai_edit_enabled")
    @Convert(converter = FalseWhenNull.class)
    public boolean aiEditEnabled;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "current_ai_edit_plan_id")
    public @Nullable EditPlan currentEditPlan;

    @Column(name = "rendering_status")
    @Convert(converter = RenderingStatusText.class)
    private RenderingStatus renderingStatus = RenderingStatus.NOT_STARTED;

    @Column(name = "final_video_s3_key")
    private @Nullable String finalVideoKey;

    @Column(name = "final_video_job_id")
    private @Nullable UUID finalVideoJobId;

    @Column(name = "final_video_version_id")
    private @Nullable String finalVideoVersionId;

    @Column(name = "final_video_size_bytes")
    private @Nullable Long finalVideoSizeBytes;

    @Column(name = "final_video_sha256")
    private @Nullable String finalVideoSha256;

    @Column(name = "final_video_expired_at")
    private @Nullable Instant finalVideoExpiredAt;

    @Version public int version;

    @CreationTimestamp
    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    public Instant updatedAt;

    /** How far its newest full render is. */
    public RenderingStatus renderingStatus() {
        return renderingStatus;
    }

    public @Nullable String finalVideoKey() {
        return finalVideoKey;
    }

    /** The job that made the final video. */
    public @Nullable UUID finalVideoJobId() {
        return finalVideoJobId;
    }

    public @Nullable String finalVideoVersionId() {
        return finalVideoVersionId;
    }

    public @Nullable Long finalVideoSizeBytes() {
        return finalVideoSizeBytes;
    }

    /** SHA-256 of the whole file, lower-case hexadecimal. */
    public @Nullable String finalVideoSha256() {
        return finalVideoSha256;
    }

    /** When it was found that the bucket's lifecycle had deleted the final video. */
    public @Nullable Instant finalVideoExpiredAt() {
        return finalVideoExpiredAt;
    }

    @Override
    public @Nullable UUID showId() {
        return show == null ? null : show.id;
    }
}
