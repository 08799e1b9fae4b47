package dev.rushes.api.plan.choice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.decision.LogDecisions;
import dev.rushes.api.plan.FindPlans;
import dev.rushes.api.planner.Choice;
import dev.rushes.api.planner.Choice.Alternate;
import dev.rushes.api.planner.Choice.Kind;
import dev.rushes.api.planner.Proposal;
import dev.rushes.common.IllegalTransition;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.plan.EditingDecision;
import dev.rushes.common.plan.PlanStatus;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.Scene;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rejects or replaces one row of a draft. What stands there changes, everything else stays to the byte, so that a render
 * finds all other segments again; the decision goes into the log.
 */
@ApplicationScoped
class DecideChoice {
    private final ChangePlace place;
    private final LogDecisions log;

    DecideChoice(ChangePlace place, LogDecisions log) {
        this.place = place;
        this.log = log;
    }

    /**
     * Turns a choice down: the next best takes its place. What has no alternates (order, length, notes) is only marked.
     *
     * @throws ProblemException 409 no-alternate where nothing is left for a clip, transition, layer or music
     */
    @Transactional
    ChoiceView reject(UUID planId, UUID rowId, @Nullable String reason, String by) {
        EditPlan plan = draft(planId);
        PlanChoice row = row(plan, rowId);
        Choice before = row.choice();
        if (before.alternates().isEmpty()) {
            if (changesThePlan(before.kind())) {
                throw new ProblemException(
                        ProblemType.NO_ALTERNATE,
                        "There is nothing else for this "
                                + before.kind().text()
                                + "; change the plan itself.");
            }
            row.rejected(before, by, now());
            logged(plan, row, before, before, false, reason, by);
            return ChoiceView.of(row);
        }
        Alternate next = before.alternates().getFirst();
        Choice after =
                after(
                        before,
                        next,
                        "The planner's next best, since %s turned down %s."
                                .formatted(by, before.what()),
                        Math.min(next.score(), 0.7),
                        before.alternates().subList(1, before.alternates().size()));
        place.change(plan, before, after);
        row.rejected(after, by, now());
        finish(plan, row, before, after, false, reason, by);
        return ChoiceView.of(row);
    }

    /**
     * Puts an alternate in the place of a choice, which becomes an alternate itself.
     *
     * @throws ProblemException 422 where the row has no such alternate
     */
    @Transactional
    ChoiceView replace(UUID planId, UUID rowId, String alternateId, String by) {
        EditPlan plan = draft(planId);
        PlanChoice row = row(plan, rowId);
        Choice before = row.choice();
        Alternate wanted =
                before.alternates().stream()
                        .filter(alternate -> alternate.id().equals(alternateId))
                        .findFirst()
                        .orElseThrow(() ->
                                new ProblemException(
                                        ProblemType.INVALID,
                                        "The request is not valid.",
                                        List.of(
                                                new Problem.Fault(
                                                        "/alternateId",
                                                        "is none of the row's alternates"))));
        List<Alternate> others = new ArrayList<>();
        others.add(
                new Alternate(
                        before.takeId() != null && before.kind() == Kind.TAKE
                                ? before.takeId().toString()
                                : freeId(before, wanted),
                        before.what(),
                        before.confidence(),
                        before.chosen()));
        before.alternates().stream().filter(other -> !other.equals(wanted)).forEach(others::add);
        Choice after =
                after(
                        before,
                        wanted,
                        "Chosen by %s instead of %s.".formatted(by, before.what()),
                        0.95,
                        others);
        place.change(plan, before, after);
        row.replaced(after, by, now());
        finish(plan, row, before, after, true, null, by);
        return ChoiceView.of(row);
    }

    /** The first number that no other alternate has: going to and fro makes no longer ids. */
    private static String freeId(Choice choice, Alternate taken) {
        for (int i = 1; ; i++) {
            String id = "before-" + i;
            if (choice.alternates().stream()
                    .noneMatch(other -> !other.equals(taken) && other.id().equals(id))) {
                return id;
            }
        }
    }

    private static EditPlan draft(UUID planId) {
        EditPlan plan = FindPlans.locked(planId);
        if (plan.status() != PlanStatus.DRAFT) {
            throw new IllegalTransition("plan", plan.status(), PlanStatus.DRAFT);
        }
        return plan;
    }

    private static PlanChoice row(EditPlan plan, UUID rowId) {
        return PlanChoice.<PlanChoice>find("id = ?1 and plan = ?2", rowId, plan)
                .firstResultOptional()
                .orElseThrow(() -> ProblemException.notFound("decision", rowId));
    }

    private static boolean changesThePlan(Kind kind) {
        return switch (kind) {
            case TAKE, TRIM, TRANSITION, LAYERS, MUSIC -> true;
            case ORDER, LENGTH, NOTE -> false;
        };
    }

    private static Choice after(
            Choice before,
            Alternate chosen,
            String why,
            double confidence,
            List<Alternate> others) {
        JsonNode take = chosen.change().get("sceneId");
        ObjectNode evidence = before.evidence().deepCopy();
        evidence.put("before", before.what());
        return new Choice(
                before.kind(),
                before.pointer(),
                take == null ? before.takeId() : UUID.fromString(take.asText()),
                chosen.what(),
                why,
                evidence,
                confidence,
                chosen.change(),
                others);
    }

    private static @Nullable Scene take(Choice choice) {
        return choice.takeId() == null ? null : Scene.findById(choice.takeId());
    }

    private void finish(
            EditPlan plan,
            PlanChoice row,
            Choice before,
            Choice after,
            boolean wanted,
            @Nullable String reason,
            String by) {
        PlanChoice.flush();
        plan.overallConfidenceScore =
                StoreProposal.score(Proposal.confidence(StoreProposal.choices(plan)));
        logged(plan, row, before, after, wanted, reason, by);
    }

    private void logged(
            EditPlan plan,
            PlanChoice row,
            Choice before,
            Choice after,
            boolean wanted,
            @Nullable String reason,
            String by) {
        EditingDecision decision = new EditingDecision();
        decision.episode = plan.episode;
        decision.scene = take(row.choice());
        decision.actionType = before.kind().action();
        decision.beforeState = before.chosen();
        decision.afterState = after.chosen();
        decision.aiSuggested = true;
        decision.userId = by;
        decision.createdAt = now();
        // Turned down, unless a person has picked one of the planner's own alternates.
        ObjectNode context = DecisionContext.of(plan, row, before, wanted);
        if (reason != null && !reason.isBlank()) {
            context.put("reason", reason.strip());
        }
        decision.context = context;
        log.add(decision, wanted);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
