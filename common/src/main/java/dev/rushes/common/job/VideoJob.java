package dev.rushes.common.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.IllegalTransition;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.security.OfShow;
import dev.rushes.common.show.Episode;
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
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A render job. Three counters fence it: {@code dispatch} numbers the messages that were meant to be sent, {@code
 * attempt} the claims, {@code failures} what went wrong so far.
 */
@Entity
@Table(name = "video_processing_jobs")
@DynamicUpdate
public class VideoJob extends PanacheEntityBase implements OfShow {

    @Id public UUID id = UUID.randomUUID();

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "episode_id", updatable = false)
    public Episode episode;

    /** That of its episode; the database keeps it, so that jobs are found by it. */
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "show_id", insertable = false, updatable = false)
    public @Nullable Show show;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "edit_plan_id", updatable = false)
    public EditPlan editPlan;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    public JobKind kind = JobKind.FULL;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "render_range", updatable = false)
    private @Nullable JsonNode range;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "render_variants", updatable = false)
    private @Nullable JsonNode variants;

    @Enumerated(EnumType.STRING)
    private JobStatus status = JobStatus.QUEUED;

    @Enumerated(EnumType.STRING)
    private JobPhase phase = JobPhase.WAITING;

    @Enumerated(EnumType.STRING)
    @Column(name = "processing_method", updatable = false)
    public ProcessingMethod processingMethod = ProcessingMethod.WORKER;

    /** Hash of the plan's content when the job was made. */
    @Column(name = "plan_hash", updatable = false)
    public @Nullable String planHash;

    @Column(name = "requested_by", updatable = false)
    public @Nullable String requestedBy;

    /** 0.00 to 1.00. */
    @Column(name = "complexity_score")
    public @Nullable BigDecimal complexityScore;

    @Column(name = "estimated_duration_seconds")
    public @Nullable Integer estimatedDurationSeconds;

    /** What the plan alone says that rendering takes, before history corrects it; null where nothing was predicted. */
    @Column(name = "predicted_seconds", updatable = false)
    private @Nullable BigDecimal predictedSeconds;

    /** From start to end; counted by the database. */
    @Column(name = "processing_duration_seconds", insertable = false, updatable = false)
    private @Nullable BigDecimal processingDurationSeconds;

    @Column(name = "progress_percentage")
    private int progressPercentage;

    private @Nullable BigDecimal speed;

    @Column(name = "eta_seconds")
    private @Nullable Integer etaSeconds;

    @Column(name = "segments_total")
    private @Nullable Integer segmentsTotal;

    @Column(name = "segments_reused")
    private @Nullable Integer segmentsReused;

    @Column(name = "segments_rendered")
    private @Nullable Integer segmentsRendered;

    private int dispatch;

    @Column(name = "dispatched_at")
    private @Nullable Instant dispatchedAt;

    private int attempt;

    private int failures;

    @Column(name = "change_number", insertable = false, updatable = false)
    private long changeNumber;

    @Column(name = "trace_parent")
    private @Nullable String traceParent;

    @Column(name = "worker_id")
    private @Nullable String workerId;

    @Column(name = "lease_expires_at")
    private @Nullable Instant leaseExpiresAt;

    @Column(name = "cancel_requested_at")
    private @Nullable Instant cancelRequestedAt;

    @Column(name = "restore_expected_at")
    private @Nullable Instant restoreExpectedAt;

    @Column(name = "error_type")
    private @Nullable String errorType;

    @Column(name = "error_title")
    private @Nullable String errorTitle;

    @Column(name = "error_message")
    private @Nullable String errorMessage;

    @Column(name = "error_retryable")
    private @Nullable Boolean errorRetryable;

    @Column(name = "output_s3_key")
    private @Nullable String outputKey;

    @Column(name = "output_version_id")
    private @Nullable String outputVersionId;

    @Column(name = "output_size_bytes")
    private @Nullable Long outputSizeBytes;

    @Column(name = "output_sha256")
    private @Nullable String outputSha256;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable JsonNode outputs;

    /** The last presigned URL made; never to be served after {@link #outputUrlExpiresAt}. */
    @Column(name = "output_url")
    public @Nullable String outputUrl;

    @Column(name = "output_url_expires_at")
    public @Nullable Instant outputUrlExpiresAt;

    @Column(name = "started_at")
    private @Nullable Instant startedAt;

    @Column(name = "completed_at")
    private @Nullable Instant completedAt;

    @CreationTimestamp
    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    public Instant updatedAt;

    protected VideoJob() {}

    /** A queued job whose first message, dispatch 1, is still to be sent. */
    // createdAt and updatedAt are the mapping's to fill, at the latest when the row is written.
    @SuppressWarnings("NullAway.Init")
    public VideoJob(
            EditPlan editPlan,
            JobKind kind,
            ProcessingMethod method,
            @Nullable String requestedBy) {
        this.episode = editPlan.episode;
        this.editPlan = editPlan;
        this.planHash = editPlan.contentHash();
        this.kind = kind;
        this.processingMethod = method;
        this.requestedBy = requestedBy;
        this.dispatch = 1;
    }

    /**
     * Counts up the dispatch number for a message that is about to be sent.
     *
     * @return the new number
     */
    public int nextDispatch() {
        dispatchedAt = null;
        return ++dispatch;
    }

    /** Ends the job with its result. */
    public void complete(JobOutput output, Instant now) {
        become(JobStatus.COMPLETED);
        outputKey = output.key();
        outputVersionId = output.versionId();
        outputSizeBytes = output.sizeBytes();
        outputSha256 = output.sha256();
        outputs = output.outputs();
        progressPercentage = 100;
        etaSeconds = 0;
        clearError();
        end(now);
    }

    /** Ends the job without a result. */
    public void fail(JobFailure failure, Instant now) {
        become(JobStatus.FAILED);
        errorType = failure.type();
        errorTitle = failure.title();
        errorMessage = failure.message();
        errorRetryable = failure.retryable();
        etaSeconds = null;
        end(now);
    }

    /**
     * Records that the job is to end; the worker that has it will see.
     *
     * @throws IllegalTransition where it has ended, or its result is being stored
     */
    public void requestCancel(Instant now) {
        boolean storing = status == JobStatus.PROCESSING && phase == JobPhase.UPLOADING;
        if (storing || !status.canBecome(JobStatus.CANCELLED)) {
            throw new IllegalTransition("job", status, JobStatus.CANCELLED);
        }
        if (cancelRequestedAt == null) {
            cancelRequestedAt = now;
        }
    }

    /** Ends the job because somebody asked for it. */
    public void cancel(Instant now) {
        become(JobStatus.CANCELLED);
        if (cancelRequestedAt == null) {
            cancelRequestedAt = now;
        }
        etaSeconds = null;
        end(now);
    }

    /**
     * Puts the job back into the queue under a new dispatch number: given back by its worker, or tried again after it
     * failed or was cancelled. Trying again starts with no failures counted, no progress and nothing of the last error.
     */
    public void requeue() {
        boolean again = status.isFinal();
        become(JobStatus.QUEUED);
        if (again) {
            failures = 0;
            progressPercentage = 0;
            cancelRequestedAt = null;
            startedAt = null;
            completedAt = null;
            clearError();
        }
        dropClaim();
        nextDispatch();
    }

    /** Lets go of the job after a transient fault: it waits for the same message to come back. */
    public void release() {
        if (status != JobStatus.PROCESSING) {
            throw new IllegalTransition("job", status, JobStatus.QUEUED);
        }
        become(JobStatus.QUEUED);
        dropClaim();
    }

    /** Lets go of the job until archived sources are restored: it waits without a message. */
    void awaitRestores(Instant expected) {
        become(JobStatus.QUEUED);
        dropClaim();
        phase = JobPhase.RESTORING;
        restoreExpectedAt = expected;
    }

    /** Whether it waits for archived sources, so that nothing is to be sent for it. */
    boolean isAwaitingRestores() {
        return status == JobStatus.QUEUED && phase == JobPhase.RESTORING;
    }

    /** Puts it back into the queue, under a new dispatch number, once its sources are restored. */
    void resumeRestored() {
        if (!isAwaitingRestores()) {
            throw new IllegalTransition("job", status, JobStatus.QUEUED);
        }
        restart();
        nextDispatch();
    }

    /**
     * Refuses what is only for a job that has ended without a result.
     *
     * @throws IllegalTransition where it has not ended, or is completed
     */
    public void requireFinal() {
        if (!status.isFinal() || !status.canBecome(JobStatus.QUEUED)) {
            throw new IllegalTransition("job", status, JobStatus.QUEUED);
        }
    }

    /**
     * Counts a transient fault or a lease that ran out.
     *
     * @return how many there are now
     */
    public int countFailure() {
        return ++failures;
    }

    /** What of the plan is rendered; said before the job is stored. */
    void scope(RenderScope scope) {
        range = scope.range();
        variants = scope.variants();
    }

    /** Whose request it is; where nothing is traced, what was known stays. */
    void tracedBy(@Nullable String parent) {
        if (parent != null) {
            traceParent = parent;
        }
    }

    /** What it is expected to need; said before the job is stored. */
    void expect(RenderEstimate estimate) {
        complexityScore = estimate.complexityScore();
        predictedSeconds = estimate.predictedSeconds();
        estimatedDurationSeconds = estimate.expectedSeconds();
    }

    public RenderScope scope() {
        return new RenderScope(range, variants);
    }

    public JobStatus status() {
        return status;
    }

    public JobPhase phase() {
        return phase;
    }

    /** 0 to 100; 100 only after the result is stored. */
    public int progressPercentage() {
        return progressPercentage;
    }

    /** Seconds of programme rendered per second. */
    public @Nullable BigDecimal speed() {
        return speed;
    }

    public @Nullable Integer etaSeconds() {
        return etaSeconds;
    }

    /** When the sources that it waits for should be restored; null where it waits for none. */
    public @Nullable Instant restoreExpectedAt() {
        return isAwaitingRestores() ? restoreExpectedAt : null;
    }

    /** Where the segments of the newest attempt come from; null before that is known. */
    public @Nullable JobSegments segments() {
        return segmentsTotal == null || segmentsReused == null || segmentsRendered == null
                ? null
                : new JobSegments(segmentsTotal, segmentsReused, segmentsRendered);
    }

    /** Number of the newest intended message. */
    public int dispatch() {
        return dispatch;
    }

    /** Where in a trace it was asked for, as {@code traceparent} of W3C says it; null where nothing was traced. */
    public @Nullable String traceParent() {
        return traceParent;
    }

    /** When the queue took the newest message; null while that is not certain. */
    public @Nullable Instant dispatchedAt() {
        return dispatchedAt;
    }

    /** Number of the newest claim; fences every later write. */
    public int attempt() {
        return attempt;
    }

    public int failures() {
        return failures;
    }

    /** How many changes that a watcher sees the job has had; counted by the database. */
    public long changeNumber() {
        return changeNumber;
    }

    public @Nullable String workerId() {
        return workerId;
    }

    public @Nullable Instant leaseExpiresAt() {
        return leaseExpiresAt;
    }

    public @Nullable Instant cancelRequestedAt() {
        return cancelRequestedAt;
    }

    /** Why it failed; null unless it did. */
    public @Nullable JobFailure failure() {
        if (errorType == null || errorTitle == null || errorMessage == null) {
            return null;
        }
        return new JobFailure(
                errorType, errorTitle, errorMessage, Boolean.TRUE.equals(errorRetryable));
    }

    public @Nullable String outputKey() {
        return outputKey;
    }

    public @Nullable String outputVersionId() {
        return outputVersionId;
    }

    public @Nullable Long outputSizeBytes() {
        return outputSizeBytes;
    }

    /** SHA-256 of the whole video file, lower-case hexadecimal. */
    public @Nullable String outputSha256() {
        return outputSha256;
    }

    /** Every file of the job: an array of {kind, format, width, height, key, sizeBytes}. */
    public @Nullable JsonNode outputs() {
        return outputs;
    }

    public @Nullable Instant startedAt() {
        return startedAt;
    }

    public @Nullable Instant completedAt() {
        return completedAt;
    }

    /** From start to end, as the database counted it. */
    public @Nullable BigDecimal processingDurationSeconds() {
        return processingDurationSeconds;
    }

    private void become(JobStatus next) {
        if (!status.canBecome(next)) {
            throw new IllegalTransition("job", status, next);
        }
        status = next;
    }

    private void end(Instant now) {
        completedAt = now;
        leaseExpiresAt = null;
    }

    private void dropClaim() {
        workerId = null;
        leaseExpiresAt = null;
        restart();
    }

    private void restart() {
        phase = JobPhase.WAITING;
        restoreExpectedAt = null;
        speed = null;
        etaSeconds = null;
        segmentsTotal = null;
        segmentsReused = null;
        segmentsRendered = null;
    }

    private void clearError() {
        errorType = null;
        errorTitle = null;
        errorMessage = null;
        errorRetryable = null;
    }

    @Override
    public @Nullable UUID showId() {
        return episode.showId();
    }
}
