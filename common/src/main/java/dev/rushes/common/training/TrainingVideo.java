package dev.rushes.common.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.security.OfShow;
import dev.rushes.common.show.AnalysisStatus;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A video that an editing style is learnt from, and what was measured in it. */
@Entity
@Table(name = "ai_training_data")
public class TrainingVideo extends PanacheEntityBase implements OfShow {

    @Id public UUID id = UUID.randomUUID();

    /** Its name where it comes from; unique. */
    @Column(name = "video_id", updatable = false)
    public String videoId;

    @Enumerated(EnumType.STRING)
    @Column(name = "source_type")
    public TrainingSource sourceType;

    @Column(name = "video_title")
    public @Nullable String videoTitle;

    @Column(name = "video_url")
    public @Nullable String videoUrl;

    @Column(name = "s3_key")
    public @Nullable String s3Key;

    @Column(name = "duration_seconds")
    public @Nullable BigDecimal durationSeconds;

    /** Seconds. */
    @Column(name = "avg_clip_duration")
    public @Nullable BigDecimal averageClipDuration;

    @Column(name = "total_clips")
    public @Nullable Integer totalClips;

    @Enumerated(EnumType.STRING)
    @Column(name = "pacing_rhythm")
    public @Nullable PacingRhythm pacingRhythm;

    @Column(name = "transition_patterns")
    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable JsonNode transitionPatterns;

    @Column(name = "overlay_usage")
    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable JsonNode overlayUsage;

    @Column(name = "text_style")
    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable JsonNode textStyle;

    @Column(name = "music_presence")
    public @Nullable Boolean musicPresence;

    /** Whether the studio made it itself. */
    @Column(name = "is_user_style")
    public boolean userStyle;

    /** Null: for all shows. */
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "show_id")
    public @Nullable Show show;

    @Enumerated(EnumType.STRING)
    @Column(name = "analysis_status")
    public AnalysisStatus analysisStatus = AnalysisStatus.NONE;

    @Column(name = "analysis_error")
    public @Nullable String analysisError;

    @Column(name = "analyzed_at")
    public @Nullable Instant analyzedAt;

    /** Counts up with each claim of the analysis, and with each asking for another one. */
    @Column(name = "analysis_attempt")
    int analysisAttempt;

    /** By workers that stopped, since it was last asked for. */
    @Column(name = "analysis_handed_back")
    int analysisHandedBack;

    @Column(name = "analysis_lease_expires_at")
    @Nullable Instant analysisLeaseExpiresAt;

    @CreationTimestamp
    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    public Instant updatedAt;

    @Override
    public @Nullable UUID showId() {
        return show == null ? null : show.id;
    }
}
