package dev.rushes.api.plan;

import dev.rushes.common.IllegalTransition;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.plan.PlanStatus;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

@ApplicationScoped
class SubmitPlan {
    private final PlanRules rules;

    SubmitPlan(PlanRules rules) {
        this.rules = rules;
    }

    @Transactional
    PlanView submit(UUID id) {
        EditPlan plan = FindPlans.locked(id);
        if (!plan.status().canBecome(PlanStatus.AWAITING_APPROVAL)) {
            throw new IllegalTransition("plan", plan.status(), PlanStatus.AWAITING_APPROVAL);
        }
        CheckedPlan checked =
                CheckedPlan.of(plan.episode, plan.editStructure(), rules.limits()).requireValid();
        if (!checked.awaitingAnalysis().isEmpty() || checked.check().programme() == null) {
            throw new ProblemException(
                    ProblemType.FOOTAGE_NOT_ANALYSED,
                    "Wait for the analysis of "
                            + String.join(", ", checked.awaitingAnalysis())
                            + ".");
        }
        // The footage may have changed since it was written.
        plan.rewrite(plan.editStructure(), checked.contentHash());
        plan.submit();
        EditPlan.flush();
        PlanLog.said(plan, "awaits approval");
        return PlanView.of(plan);
    }
}
