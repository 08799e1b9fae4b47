package dev.rushes.api.plan;

import dev.rushes.common.http.EntityVersion;
import dev.rushes.common.plan.EditPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class RewritePlan {
    private final WritePlans writing;

    RewritePlan(WritePlans writing) {
        this.writing = writing;
    }

    @Transactional
    PlanView rewrite(UUID id, @Nullable String ifMatch, PlanRequest request) {
        EditPlan plan = FindPlans.locked(id);
        EntityVersion.require(ifMatch, plan.version);
        CheckedPlan checked =
                writing.rewrite(
                        plan,
                        request.editStructure(),
                        new WritePlans.Origin(
                                request.score(),
                                request.generatedBy(),
                                request.generationPrompt()));
        PlanLog.said(plan, "rewritten");
        return PlanView.checked(plan, checked.warnings());
    }
}
