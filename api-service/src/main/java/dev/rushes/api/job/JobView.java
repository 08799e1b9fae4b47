package dev.rushes.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.job.JobFailure;
import dev.rushes.common.job.JobSegments;
import dev.rushes.common.job.JobStatus;
import dev.rushes.common.job.VideoJob;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A render job as callers see it.
 *
 * @param kind full, draft or range
 * @param range the part of the programme that it renders: {start, end} in seconds; null for all of it
 * @param variants the shapes asked for with the job; null for those of the plan
 * @param progressPercentage 0 to 100, never going down; 100 only after the result is stored
 * @param speed seconds of programme rendered per second
 * @param etaSeconds expected time left; before a worker says so, from the estimate and without the wait for a worker
 * @param segments how many pieces the programme has, and how many of them were found finished or are rendered by now;
 *     null before that is known
 * @param complexityScore 0.00 to 1.00, of the work that the plan asks for; null where it could not be told
 * @param estimatedDurationSeconds of rendering, from the plan and from what finished jobs took; null where it could not
 *     be told
 * @param outputs every file: {kind, variant, name, format, width, height, key, sizeBytes}
 */
public record JobView(
        UUID id,
        UUID episodeId,
        UUID editPlanId,
        String kind,
        @Nullable JsonNode range,
        @Nullable JsonNode variants,
        String status,
        String phase,
        String processingMethod,
        int progressPercentage,
        @Nullable BigDecimal speed,
        @Nullable Integer etaSeconds,
        @Nullable JobSegments segments,
        @Nullable BigDecimal complexityScore,
        @Nullable Integer estimatedDurationSeconds,
        int attempt,
        @Nullable Fault error,
        @Nullable String outputKey,
        JsonNode outputs,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable BigDecimal processingDurationSeconds,
        Instant updatedAt) {
    /**
     * Why a job failed.
     *
     * @param type a stable URI, as in problems
     * @param detail something a user can act on
     * @param retryable whether trying again may help
     */
    public record Fault(URI type, String title, String detail, boolean retryable) {
        static Fault of(JobFailure failure) {
            return new Fault(
                    URI.create("urn:rushes:problem:" + failure.type()),
                    failure.title(),
                    failure.message(),
                    failure.retryable());
        }
    }

    /** Where it waits for archived sources: until they should be restored. */
    private static @Nullable Integer etaSeconds(VideoJob job) {
        Instant restored = job.restoreExpectedAt();
        return restored == null
                ? timeLeft(
                        job.status(),
                        job.etaSeconds(),
                        job.estimatedDurationSeconds,
                        job.progressPercentage())
                : Integer.valueOf(
                        (int) Math.max(0, Duration.between(Instant.now(), restored).toSeconds()));
    }

    /** The job as it is. */
    public static JobView of(VideoJob job) {
        return new JobView(
                job.id,
                job.episode.id,
                job.editPlan.id,
                job.kind.text(),
                job.scope().range(),
                job.scope().variants(),
                job.status().text(),
                job.phase().text(),
                job.processingMethod.text(),
                job.progressPercentage(),
                job.speed(),
                etaSeconds(job),
                job.segments(),
                job.complexityScore,
                job.estimatedDurationSeconds,
                job.attempt(),
                job.failure() == null ? null : Fault.of(job.failure()),
                job.outputKey(),
                job.outputs() == null ? JsonNodeFactory.instance.arrayNode() : job.outputs(),
                job.createdAt,
                job.startedAt(),
                job.completedAt(),
                job.processingDurationSeconds(),
                job.updatedAt);
    }

    /** The same job as it was, or is, at one of its changes. */
    public JobView at(JobSnapshot then) {
        JobStatus was = JobStatus.named(then.status());
        return new JobView(
                id,
                episodeId,
                editPlanId,
                kind,
                range,
                variants,
                then.status(),
                then.phase(),
                processingMethod,
                then.progressPercentage(),
                then.speed(),
                timeLeft(
                        was,
                        then.etaSeconds(),
                        estimatedDurationSeconds,
                        then.progressPercentage()),
                then.segments(),
                complexityScore,
                estimatedDurationSeconds,
                then.attempt(),
                then.failure() == null ? null : Fault.of(then.failure()),
                then.outputKey(),
                then.outputs() == null ? JsonNodeFactory.instance.arrayNode() : then.outputs(),
                createdAt,
                then.startedAt(),
                then.completedAt(),
                then.processingDurationSeconds(),
                then.updatedAt());
    }

    /** Whether nothing follows unless a person asks for it. */
    public boolean hasEnded() {
        return JobStatus.named(status).isFinal();
    }

    private static @Nullable Integer timeLeft(
            JobStatus status, @Nullable Integer told, @Nullable Integer estimate, int percent) {
        if (told != null || estimate == null || status.isFinal()) {
            return told;
        }
        return Math.ceilDiv(estimate * (100 - percent), 100);
    }
}
