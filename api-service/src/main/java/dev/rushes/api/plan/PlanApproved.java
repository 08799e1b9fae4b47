package dev.rushes.api.plan;

import dev.rushes.common.plan.EditPlan;

/**
 * Said within the transaction of an approval: what must be true of every approved plan is done then.
 *
 * @param by who approved it
 */
public record PlanApproved(EditPlan plan, String by) {}
