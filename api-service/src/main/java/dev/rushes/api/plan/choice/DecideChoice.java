package dev.rushes.api.plan.choice;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.decision.LogDecisions;
import dev.rushes.api.plan.FindPlans;
import dev.rushes.api.plan.WritePlans;
import dev.rushes.api.planner.Choice;
import dev.rushes.api.planner.Choice.Alternate;
import dev.rushes.api.planner.Choice.Kind;
import dev.rushes.api.planner.Proposal;
import dev.rushes.common.IllegalTransition;
import dev.rushes.common.http.CanonicalJson;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rejects or replaces one row of a draft. What stands there changes, everything else stays to the byte, so that a render
 * finds all other segments again; the decision goes into the log.
 */
@ApplicationScoped
class DecideChoice {
    private final WritePlans writing;
    private final LogDecisions log;

    DecideChoice(WritePlans writing, LogDecisions log) {
        this.writing = writing;
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
        apply(plan, before, after);
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
                                : "before-" + alternateId,
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
        apply(plan, before, after);
        row.replaced(after, by, now());
        finish(plan, row, before, after, true, null, by);
        return ChoiceView.of(row);
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

    /** Changes the one place in the document, and the other row of the same clip with it. */
    private void apply(EditPlan plan, Choice before, Choice after) {
        ObjectNode structure = plan.editStructure().deepCopy();
        JsonPointer at = JsonPointer.compile(before.pointer());
        JsonNode parent = structure.at(at.head() == null ? at : at.head());
        JsonNode here = structure.at(at);
        requireStillThere(before, parent, here);
        switch (before.kind()) {
            case TAKE -> {
                ObjectNode clip = (ObjectNode) here;
                clip.set("s3Key", after.chosen().get("s3Key"));
                clip.set("trim", after.chosen().get("trim"));
                clip.put("reason", after.why());
                clip.put("confidence", StoreProposal.score(after.confidence()));
                clip.set("alternates", shown(after.alternates()));
                sibling(plan, before.pointer() + "/trim")
                        .ifPresent(trim -> trim.follows(moved(trim.choice(), after)));
            }
            case TRIM -> {
                ((ObjectNode) parent).set("trim", after.chosen().get("trim"));
                String clip = before.pointer().substring(0, before.pointer().lastIndexOf('/'));
                sibling(plan, clip)
                        .ifPresent(take -> take.follows(retrimmed(take.choice(), after)));
            }
            case TRANSITION ->
                    ((ArrayNode) parent)
                            .set(at.last().getMatchingIndex(), after.chosen().get("transition"));
            case LAYERS -> {
                JsonNode layers = after.chosen().get("layers");
                ObjectNode scene = (ObjectNode) parent;
                if (layers == null || layers.isNull()) {
                    scene.remove("layers");
                } else {
                    scene.set("layers", layers);
                }
            }
            case MUSIC -> structure.set("music", after.chosen().get("music"));
            case ORDER, LENGTH, NOTE -> {}
        }
        if (before.kind() == Kind.TRANSITION) {
            // One that overlaps more or less makes the programme longer or shorter.
            structure.remove("totalDuration");
        }
        writing.rewrite(plan, structure);
    }

    /** A draft may have been rewritten since: then the row is about something that is gone. */
    private static void requireStillThere(Choice before, JsonNode parent, JsonNode here) {
        JsonNode chosen = before.chosen();
        boolean there =
                switch (before.kind()) {
                    case TAKE ->
                            here.isObject()
                                    && same(here, chosen, "s3Key")
                                    && same(here, chosen, "trim");
                    case TRIM -> equal(here, chosen.path("trim"));
                    case TRANSITION -> equal(here, chosen.path("transition"));
                    case LAYERS -> parent.isObject() && equal(here, chosen.path("layers"));
                    case MUSIC -> equal(here, chosen.path("music"));
                    case ORDER, LENGTH, NOTE -> true;
                };
        if (!there) {
            throw new ProblemException(
                    ProblemType.WRONG_STATE,
                    "The plan has been changed here since the planner chose; "
                            + before.what()
                            + " is not in it any more.");
        }
    }

    private static boolean same(JsonNode here, JsonNode chosen, String field) {
        return equal(here.path(field), chosen.path(field));
    }

    /** Nothing is what is missing and what is null alike. */
    private static boolean equal(JsonNode one, JsonNode other) {
        boolean none = one.isMissingNode() || one.isNull();
        boolean otherNone = other.isMissingNode() || other.isNull();
        if (none || otherNone) {
            return none == otherNone;
        }
        return CanonicalJson.of(one).equals(CanonicalJson.of(other));
    }

    private static Optional<PlanChoice> sibling(EditPlan plan, String pointer) {
        return PlanChoice.<PlanChoice>find("plan = ?1 and pointer = ?2", plan, pointer)
                .firstResultOptional();
    }

    private static Choice moved(Choice trim, Choice take) {
        JsonNode span = take.chosen().path("trim");
        ObjectNode chosen = JsonNodeFactory.instance.objectNode();
        chosen.set("trim", span);
        ObjectNode evidence = JsonNodeFactory.instance.objectNode();
        evidence.set("in", span.get("start"));
        evidence.set("out", span.get("end"));
        return new Choice(
                Kind.TRIM,
                trim.pointer(),
                take.takeId(),
                span.path("start").asText() + " s to " + span.path("end").asText() + " s",
                "The same place and length in " + take.what() + ".",
                evidence,
                Math.min(trim.confidence(), 0.7),
                chosen,
                List.of());
    }

    private static Choice retrimmed(Choice take, Choice trim) {
        ObjectNode chosen = take.chosen().deepCopy();
        chosen.set("trim", trim.chosen().get("trim"));
        return new Choice(
                take.kind(),
                take.pointer(),
                take.takeId(),
                take.what(),
                take.why(),
                take.evidence(),
                take.confidence(),
                chosen,
                take.alternates());
    }

    private static ArrayNode shown(List<Alternate> alternates) {
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        for (Alternate alternate : alternates) {
            ObjectNode other = shown.addObject();
            other.set("s3Key", alternate.change().get("s3Key"));
            other.set("trim", alternate.change().get("trim"));
            other.put("score", StoreProposal.score(alternate.score()));
        }
        return shown;
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
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        // Turned down, unless a person has picked one of the planner's own alternates.
        context.put("accepted", wanted);
        context.put("planId", plan.id.toString());
        context.put("rowId", row.id.toString());
        context.put("pointer", before.pointer());
        if (reason != null && !reason.isBlank()) {
            context.put("reason", reason.strip());
        }
        if (before.kind() == Kind.TRIM && before.evidence().has("habitInSeconds")) {
            ObjectNode learned = context.putObject("learned");
            learned.set("in", before.evidence().get("habitInSeconds"));
            learned.set("out", before.evidence().get("habitOutSeconds"));
        }
        decision.context = context;
        log.add(decision, wanted);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
