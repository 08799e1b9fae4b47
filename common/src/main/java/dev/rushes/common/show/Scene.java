package dev.rushes.common.show;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.IllegalTransition;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcType;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * One take of a scene: takes of the same scene share its number. The table may be the studio's own: in rows that
 * Rushes did not write, the episode and the name can be missing.
 */
@Entity
@Table(name = "scenes")
@DynamicInsert
@DynamicUpdate
public class Scene extends PanacheEntityBase implements OfShow {

    @Id public UUID id = UUID.randomUUID();

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "episode_id")
    public Episode episode;

    public String name;

    @Column(name = "scene_number")
    public @Nullable Integer sceneNumber;

    @JdbcType(WordJdbcType.class)
    public @Nullable String type;

    /** The name that the footage had where it was shot or exported. */
    @Column(name = "source_filename")
    public @Nullable String sourceFilename;

    @Column(name = "take_number")
    public @Nullable Integer takeNumber;

    @Column(name = "raw_footage_s3_key")
    private @Nullable String rawFootageKey;

    @Column(name = "raw_footage_etag")
    private @Nullable String rawFootageEtag;

    @Column(name = "raw_footage_version_id")
    private @Nullable String rawFootageVersionId;

    @Column(name = "raw_footage_size_bytes")
    private @Nullable Long rawFootageSizeBytes;

    @Column(name = "raw_footage_duration")
    private @Nullable BigDecimal rawFootageDuration;

    @Column(name = "raw_footage_metadata")
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable JsonNode rawFootageMetadata;

    @Column(name = "poster_s3_key")
    private @Nullable String posterKey;

    /** Whether this take is the one to use for its scene. */
    @Column(name = "ai_selected")
    @Convert(converter = FalseWhenNull.class)
    public boolean aiSelected;

    /** 0.00 to 1.00. */
    @Column(name = "ai_confidence_score")
    public @Nullable BigDecimal aiConfidenceScore;

    @Column(name = "analysis_status")
    @Convert(converter = AnalysisStatusText.class)
    private AnalysisStatus analysisStatus = AnalysisStatus.NONE;

    @Column(name = "analysis_error")
    private @Nullable String analysisError;

    @Column(name = "analysis_dispatch")
    private int analysisDispatch;

    @Column(name = "analysis_dispatched_at")
    private @Nullable Instant analysisDispatchedAt;

    @Column(name = "analysis_attempt")
    private int analysisAttempt;

    @Column(name = "analysis_failures")
    private int analysisFailures;

    @Column(name = "analysis_worker_id")
    private @Nullable String analysisWorkerId;

    @Column(name = "analysis_lease_expires_at")
    private @Nullable Instant analysisLeaseExpiresAt;

    @Version public int version;

    @CreationTimestamp
    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    public Instant updatedAt;

    /**
     * Records footage that is in the bucket, whole, and forgets everything known about footage before it. The analysis
     * is still to be asked for.
     *
     * @param versionId null where the bucket keeps no versions
     */
    public void footageStored(
            String key, @Nullable String etag, @Nullable String versionId, long sizeBytes) {
        if (analysisStatus != AnalysisStatus.NONE) {
            become(AnalysisStatus.NONE);
        }
        rawFootageKey = key;
        rawFootageEtag = etag;
        rawFootageVersionId = versionId;
        rawFootageSizeBytes = sizeBytes;
        rawFootageDuration = null;
        rawFootageMetadata = null;
        posterKey = null;
        analysisError = null;
        endAnalysisClaim();
    }

    /** Asks for the analysis, the first time or again, under a new dispatch number and with no failures counted. */
    public void queueAnalysis() {
        become(AnalysisStatus.QUEUED);
        analysisError = null;
        analysisFailures = 0;
        nextAnalysisDispatch();
    }

    /** Puts a running analysis back into the queue under a new dispatch number. */
    public void requeueAnalysis() {
        releaseAnalysis();
        nextAnalysisDispatch();
    }

    /** Lets go of a running analysis after a transient fault: it waits for the same message to come back. */
    public void releaseAnalysis() {
        if (analysisStatus != AnalysisStatus.ANALYSING) {
            throw new IllegalTransition("footage analysis", analysisStatus, AnalysisStatus.QUEUED);
        }
        become(AnalysisStatus.QUEUED);
        endAnalysisClaim();
    }

    /**
     * Counts a transient fault or a lease that ran out.
     *
     * @return how many there are now
     */
    public int countAnalysisFailure() {
        return ++analysisFailures;
    }

    /**
     * Counts up the dispatch number for a message that is about to be sent.
     *
     * @return the new number
     */
    public int nextAnalysisDispatch() {
        analysisDispatchedAt = null;
        return ++analysisDispatch;
    }

    /**
     * Records what the analysis found.
     *
     * @param durationSeconds length of the footage
     * @param metadata what FFmpeg reports: container, codecs, size, frame rate, rotation, audio layout
     * @param poster key of the poster frame, if there is a picture
     */
    public void finishAnalysis(
            BigDecimal durationSeconds, JsonNode metadata, @Nullable String poster) {
        become(AnalysisStatus.DONE);
        rawFootageDuration = durationSeconds;
        rawFootageMetadata = metadata;
        posterKey = poster;
        analysisError = null;
        endAnalysisClaim();
    }

    /** Gives up, with a reason that a user can act on. */
    public void failAnalysis(String reason) {
        become(AnalysisStatus.FAILED);
        analysisError = reason;
        endAnalysisClaim();
    }

    public AnalysisStatus analysisStatus() {
        return analysisStatus;
    }

    /** Why the analysis failed, for the user. */
    public @Nullable String analysisError() {
        return analysisError;
    }

    /** Number of the newest intended message. */
    public int analysisDispatch() {
        return analysisDispatch;
    }

    /** When the queue took the newest message; null while that is not certain. */
    public @Nullable Instant analysisDispatchedAt() {
        return analysisDispatchedAt;
    }

    /** Number of the newest claim; fences every later write. */
    public int analysisAttempt() {
        return analysisAttempt;
    }

    public int analysisFailures() {
        return analysisFailures;
    }

    public @Nullable String analysisWorkerId() {
        return analysisWorkerId;
    }

    public @Nullable Instant analysisLeaseExpiresAt() {
        return analysisLeaseExpiresAt;
    }

    public @Nullable String rawFootageKey() {
        return rawFootageKey;
    }

    public @Nullable String rawFootageEtag() {
        return rawFootageEtag;
    }

    /** The version that analysis and render read. */
    public @Nullable String rawFootageVersionId() {
        return rawFootageVersionId;
    }

    public @Nullable Long rawFootageSizeBytes() {
        return rawFootageSizeBytes;
    }

    /** Seconds. */
    public @Nullable BigDecimal rawFootageDuration() {
        return rawFootageDuration;
    }

    public @Nullable JsonNode rawFootageMetadata() {
        return rawFootageMetadata;
    }

    public @Nullable String posterKey() {
        return posterKey;
    }

    private void become(AnalysisStatus next) {
        if (!analysisStatus.canBecome(next)) {
            throw new IllegalTransition("footage analysis", analysisStatus, next);
        }
        analysisStatus = next;
    }

    private void endAnalysisClaim() {
        analysisWorkerId = null;
        analysisLeaseExpiresAt = null;
    }

    @Override
    public @Nullable UUID showId() {
        return episode == null ? null : episode.showId();
    }
}
