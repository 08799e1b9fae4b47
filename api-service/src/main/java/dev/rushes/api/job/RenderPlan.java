package dev.rushes.api.job;

import dev.rushes.api.estimate.EstimateRender;
import dev.rushes.api.plan.FindPlans;
import dev.rushes.common.job.Dispatch;
import dev.rushes.common.job.JobKind;
import dev.rushes.common.job.JobTransitions;
import dev.rushes.common.job.RenderScope;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.plan.PlanStatus;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Makes a job with its first dispatch in one transaction; the message follows the commit. */
@ApplicationScoped
class RenderPlan {
    private final JobTransitions transitions;
    private final EstimateRender estimate;
    private final Event<Dispatch> dispatches;
    private final Caller caller;

    RenderPlan(
            JobTransitions transitions,
            EstimateRender estimate,
            Event<Dispatch> dispatches,
            Caller caller) {
        this.transitions = transitions;
        this.estimate = estimate;
        this.dispatches = dispatches;
        this.caller = caller;
    }

    @Transactional
    JobView render(UUID planId, RenderRequest request) {
        EditPlan plan = FindPlans.locked(planId);
        RenderScope scope = request.scope();
        if (request.kind() != JobKind.DRAFT && plan.status() != PlanStatus.APPROVED) {
            throw new ProblemException(
                    ProblemType.WRONG_STATE,
                    "A full render needs an approved plan; this one is "
                            + plan.status().text()
                            + ". With \"draft\": true it can be previewed.");
        }
        Dispatch dispatch =
                transitions.create(
                        plan,
                        request.kind(),
                        scope,
                        request.method(),
                        caller.subject(),
                        estimate.of(plan, request.kind(), scope, request.method()).orElse(null));
        dispatches.fire(dispatch);
        return JobView.of(FindJobs.existing(dispatch.jobId()));
    }
}
