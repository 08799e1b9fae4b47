package dev.rushes.api.plan;

import dev.rushes.common.IllegalTransition;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.plan.PlanStatus;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.Episode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

@ApplicationScoped
class ApprovePlan {
    private final PlanRules rules;
    private final EntityManager database;
    private final Event<PlanApproved> approvals;

    ApprovePlan(PlanRules rules, EntityManager database, Event<PlanApproved> approvals) {
        this.rules = rules;
        this.database = database;
        this.approvals = approvals;
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
        // Two plans of one episode may be approved at once: one after the other becomes its current
        // one.
        Episode episode = plan.episode;
        database.refresh(episode, LockModeType.PESSIMISTIC_WRITE);
        plan.approve(caller, reviewed, Instant.now().truncatedTo(ChronoUnit.MICROS));
        episode.currentEditPlan = plan;
        approvals.fire(new PlanApproved(plan, caller));
        EditPlan.flush();
        PlanLog.said(plan, "approved by " + caller);
        return PlanView.of(plan);
    }
}
