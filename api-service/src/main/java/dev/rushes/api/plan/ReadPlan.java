package dev.rushes.api.plan;

import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.plan.structure.PlanCheck;
import dev.rushes.common.plan.structure.PlanLimits;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads what a stored plan asks for. */
@ApplicationScoped
public class ReadPlan {
    private final PlanRules rules;

    ReadPlan(PlanRules rules) {
        this.rules = rules;
    }

    /** The plan held against its episode's footage as that is now; within the caller's transaction. */
    public PlanCheck check(EditPlan plan) {
        return CheckedPlan.of(plan.episode, plan.editStructure(), rules.limits()).check();
    }

    /** Bounds on plans. */
    public PlanLimits limits() {
        return rules.limits();
    }
}
