package dev.rushes.api.plan;

import dev.rushes.common.plan.AiRevision;
import dev.rushes.common.plan.EditPlan;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step in a chain of revisions: why a plan was rejected, and what followed it.
 *
 * @param originalPlanId the first plan of the chain
 * @param revisionNumber from 1
 * @param planId the plan that the step made
 * @param revisionOf the rejected plan that it follows
 * @param status of the plan that the step made, now
 * @param confidenceScoreBefore of the rejected plan
 * @param confidenceScoreAfter of the new one, as it was made
 */
record RevisionView(
        UUID id,
        UUID originalPlanId,
        int revisionNumber,
        @Nullable UUID planId,
        @Nullable UUID revisionOf,
        @Nullable String status,
        @Nullable String feedbackType,
        @Nullable String userFeedbackText,
        @Nullable BigDecimal confidenceScoreBefore,
        @Nullable BigDecimal confidenceScoreAfter,
        @Nullable String changesSummary,
        Instant createdAt) {
    static RevisionView of(AiRevision revision) {
        EditPlan plan = revision.plan;
        return new RevisionView(
                revision.id,
                revision.originalPlan.id,
                revision.revisionNumber,
                plan == null ? null : plan.id,
                plan == null || plan.revisionOf == null ? null : plan.revisionOf.id,
                plan == null ? null : plan.status().text(),
                revision.feedbackType,
                revision.userFeedbackText,
                revision.confidenceScoreBefore,
                revision.confidenceScoreAfter,
                revision.changesSummary,
                revision.createdAt);
    }
}
