package dev.rushes.api.plan;

import dev.rushes.common.IllegalTransition;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.plan.PlanStatus;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

@ApplicationScoped
class ApprovePlan {
    private final PlanRules rules;

    ApprovePlan(PlanRules rules) {
        this.rules = rules;
    }

    @Transactional
    PlanView approve(UUID id, ApprovalRequest request, String caller) {
        EditPlan plan = FindPlans.locked(id);
        if (!plan.status().canBecome(PlanStatus.APPROVED)) {
            throw new IllegalTransition("plan", plan.status(), PlanStatus.APPROVED);
        }
        String reviewed =
                request.contentHash() == null ? plan.contentHash() : request.contentHash();
        CheckedPlan now = CheckedPlan.of(plan.episode, plan.editStructure(), rules.limits());
        if (reviewed.equals(plan.contentHash()) && !now.contentHash().equals(plan.contentHash())) {
            throw new ProblemException(
                    ProblemType.PLAN_STALE,
                    "Its footage has changed since it was submitted; reject it and submit a new"
                            + " plan.");
        }
        plan.approve(caller, reviewed, Instant.now().truncatedTo(ChronoUnit.MICROS));
        plan.episode.currentEditPlan = plan;
        EditPlan.flush();
        PlanLog.said(plan, "approved by " + caller);
        return PlanView.of(plan);
    }
}
