package dev.rushes.api.plan;

import dev.rushes.common.plan.EditPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

@ApplicationScoped
class RejectPlan {
    @Transactional
    PlanView reject(UUID id, RejectionRequest request) {
        EditPlan plan = FindPlans.locked(id);
        plan.reject(request.feedbackType(), request.feedback());
        EditPlan.flush();
        PlanLog.said(plan, "rejected: " + request.feedbackType());
        return PlanView.of(plan);
    }
}
