package dev.rushes.api.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.http.Versioned;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.problem.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An edit plan as callers see it.
 *
 * @param editStructure left out of lists
 * @param warnings what the check of new content said; left out of reads
 * @param version for the ETag
 */
record PlanView(
        UUID id,
        UUID episodeId,
        String status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode editStructure,
        @Nullable BigDecimal overallConfidenceScore,
        @Nullable String generatedBy,
        @Nullable String generationPrompt,
        String contentHash,
        @Nullable Instant approvedAt,
        @Nullable String approvedBy,
        @Nullable String feedbackType,
        @Nullable String userFeedback,
        @Nullable UUID revisionOf,
        @Nullable Integer revisionNumber,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Problem.Fault> warnings,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore int version)
        implements Versioned {
    static PlanView of(EditPlan plan) {
        return of(plan, plan.editStructure(), null);
    }

    static PlanView withoutStructure(EditPlan plan) {
        return of(plan, null, null);
    }

    static PlanView checked(EditPlan plan, List<Problem.Fault> warnings) {
        return of(plan, plan.editStructure(), warnings);
    }

    private static PlanView of(
            EditPlan plan, @Nullable JsonNode structure, @Nullable List<Problem.Fault> warnings) {
        return new PlanView(
                plan.id,
                plan.episode.id,
                plan.status().text(),
                structure,
                plan.overallConfidenceScore,
                plan.generatedBy,
                plan.generationPrompt,
                plan.contentHash(),
                plan.approvedAt(),
                plan.approvedBy(),
                plan.feedbackType(),
                plan.userFeedback(),
                plan.revisionOf == null ? null : plan.revisionOf.id,
                plan.revisionNumber,
                warnings,
                plan.createdAt,
                plan.updatedAt,
                plan.version);
    }
}
