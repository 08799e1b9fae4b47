package dev.rushes.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.api.plan.diff.PlanContent;
import dev.rushes.api.plan.diff.PlanDiff;
import dev.rushes.common.plan.AiRevision;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.plan.PlanStatus;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** Lets a new draft follow a rejected plan, which stays as it is, and records the step between them. */
@ApplicationScoped
class RevisePlan {
    private final PlanRules rules;
    private final EntityManager database;

    RevisePlan(PlanRules rules, EntityManager database) {
        this.rules = rules;
        this.database = database;
    }

    @Transactional
    PlanView revise(UUID id, RevisionRequest request) {
        EditPlan rejected = FindPlans.locked(id);
        if (rejected.status() != PlanStatus.REJECTED) {
            throw new ProblemException(
                    ProblemType.WRONG_STATE,
                    "Only a rejected plan is revised; this one is "
                            + rejected.status().text()
                            + ".");
        }
        JsonNode structure = structure(rejected, request);
        CheckedPlan checked =
                CheckedPlan.of(rejected.episode, structure, rules.limits()).requireValid();
        // Locked, so that two revisions of one chain do not get one number.
        EditPlan original = FindPlans.locked(FindRevisions.original(rejected));
        EditPlan plan =
                rejected.revision(structure, checked.contentHash(), nextNumber(original.id));
        plan.overallConfidenceScore = request.score();
        plan.generatedBy = request.generatedBy();
        plan.generationPrompt = request.generationPrompt();
        plan.persist();
        AiRevision step = new AiRevision();
        step.originalPlan = original;
        step.plan = plan;
        step.revisionNumber = plan.revisionNumber == null ? 1 : plan.revisionNumber;
        step.feedbackType = rejected.feedbackType();
        step.userFeedbackText = rejected.userFeedback();
        step.revisedPlan = structure;
        step.confidenceScoreBefore = rejected.overallConfidenceScore;
        step.confidenceScoreAfter = plan.overallConfidenceScore;
        step.changesSummary = summary(rejected, structure, request);
        step.persistAndFlush();
        PlanLog.said(plan, "created as revision " + step.revisionNumber + " of " + original.id);
        return PlanView.checked(plan, checked.warnings());
    }

    private static JsonNode structure(EditPlan rejected, RevisionRequest request) {
        if (request.editStructure() != null && request.patch() != null) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    "The request is not valid.",
                    List.of(new Problem.Fault("/patch", "cannot stand beside editStructure")));
        }
        if (request.editStructure() != null) {
            return request.editStructure();
        }
        if (request.patch() != null) {
            return JsonPatch.apply(rejected.editStructure(), request.patch(), "/patch");
        }
        throw ProblemException.notConfigured(
                ProblemType.PLANNER_NOT_CONFIGURED,
                "No planner is set up that could make a plan from the feedback; send"
                        + " \"editStructure\" or \"patch\".");
    }

    private static String summary(EditPlan rejected, JsonNode structure, RevisionRequest request) {
        if (request.summary() != null && !request.summary().isBlank()) {
            return request.summary().strip();
        }
        EpisodeFootage takes = EpisodeFootage.of(rejected.episode);
        return PlanDiff.between(
                        PlanContent.of(rejected.editStructure(), takes),
                        PlanContent.of(structure, takes))
                .summary();
    }

    private int nextNumber(UUID original) {
        return database.createQuery(
                                "select coalesce(max(revisionNumber), 0) from AiRevision where"
                                        + " originalPlan.id = :original",
                                Integer.class)
                        .setParameter("original", original)
                        .getSingleResult()
                + 1;
    }
}
