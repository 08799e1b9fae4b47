package dev.rushes.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.job.JobFailure;
import dev.rushes.common.job.JobSegments;
import dev.rushes.common.job.VideoJob;
import java.math.BigDecimal;
import java.net.URI;
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
 * @param segments how many pieces the programme has, and how many of them were found finished or are rendered by now;
 *     null before that is known
 * @param outputs every file: {kind, variant, name, format, width, height, key, sizeBytes}
 */
record JobView(
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
    record Fault(URI type, String title, String detail, boolean retryable) {
        static Fault of(JobFailure failure) {
            return new Fault(
                    URI.create("urn:rushes:problem:" + failure.type()),
                    failure.title(),
                    failure.message(),
                    failure.retryable());
        }
    }

    static JobView of(VideoJob job) {
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
                job.etaSeconds(),
                job.segments(),
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
}
