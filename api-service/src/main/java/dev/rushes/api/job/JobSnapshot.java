package dev.rushes.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.job.JobFailure;
import dev.rushes.common.job.JobSegments;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What of a job may change, at one of its changes, as the database keeps it in {@code job_events}. */
public record JobSnapshot(
        String status,
        String phase,
        int progressPercentage,
        @Nullable BigDecimal speed,
        @Nullable Integer etaSeconds,
        @Nullable Integer segmentsTotal,
        @Nullable Integer segmentsReused,
        @Nullable Integer segmentsRendered,
        int attempt,
        @Nullable String errorType,
        @Nullable String errorTitle,
        @Nullable String errorMessage,
        @Nullable Boolean errorRetryable,
        @Nullable String outputKey,
        @Nullable JsonNode outputs,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable BigDecimal processingDurationSeconds,
        Instant updatedAt) {
    public JobSnapshot {
        outputs = outputs == null || outputs.isNull() ? null : outputs;
    }

    @Nullable JobSegments segments() {
        return segmentsTotal == null || segmentsReused == null || segmentsRendered == null
                ? null
                : new JobSegments(segmentsTotal, segmentsReused, segmentsRendered);
    }

    @Nullable JobFailure failure() {
        return errorType == null || errorTitle == null || errorMessage == null
                ? null
                : new JobFailure(
                        errorType, errorTitle, errorMessage, Boolean.TRUE.equals(errorRetryable));
    }
}
