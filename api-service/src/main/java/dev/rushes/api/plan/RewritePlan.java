package dev.rushes.api.plan;

import dev.rushes.common.http.EntityVersion;
import dev.rushes.common.plan.EditPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class RewritePlan {
    private final PlanRules rules;

    RewritePlan(PlanRules rules) {
        this.rules = rules;
    }

    @Transactional
    PlanView rewrite(UUID id, @Nullable String ifMatch, PlanRequest request) {
        EditPlan plan = FindPlans.locked(id);
        EntityVersion.require(ifMatch, plan.version);
        CheckedPlan checked = CheckedPlan.of(plan.episode, request.editStructure(), rules.limits());
        // An approved plan is immutable, whatever the new content is worth.
        plan.rewrite(request.editStructure(), checked.contentHash());
        checked.requireValid();
        plan.overallConfidenceScore = request.score();
        plan.generatedBy = request.generatedBy();
        plan.generationPrompt = request.generationPrompt();
        EditPlan.flush();
        PlanLog.said(plan, "rewritten");
        return PlanView.checked(plan, checked.warnings());
    }
}
