package dev.rushes.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.plan.AiRevision;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.plan.PlanStatus;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.Episode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes plans for planners, within their transactions: checked like those that people send. */
@ApplicationScoped
public class WritePlans {
    private final PlanRules rules;
    private final EntityManager database;

    WritePlans(PlanRules rules, EntityManager database) {
        this.rules = rules;
        this.database = database;
    }

    /**
     * How a plan came about.
     *
     * @param confidence 0.00 to 1.00, or null
     * @param generatedBy who or what made it
     * @param prompt what a model was asked
     */
    public record Origin(
            @Nullable BigDecimal confidence,
            @Nullable String generatedBy,
            @Nullable String prompt) {}

    /**
     * Stores a draft under an id that is known already: whoever does its work twice finds it.
     *
     * @throws ProblemException 422 where the structure cannot be rendered
     */
    public EditPlan draft(UUID id, Episode episode, JsonNode structure, Origin origin) {
        CheckedPlan checked = CheckedPlan.of(episode, structure, rules.limits()).requireValid();
        EditPlan plan = EditPlan.draft(episode, structure, checked.contentHash());
        plan.id = id;
        described(plan, origin);
        plan.persistAndFlush();
        PlanLog.said(plan, "created as draft");
        return plan;
    }

    /**
     * Replaces the content of a draft that is locked.
     *
     * @return what its check said
     * @throws ProblemException 422 where the structure cannot be rendered
     */
    public CheckedPlan rewrite(EditPlan plan, JsonNode structure) {
        CheckedPlan checked = CheckedPlan.of(plan.episode, structure, rules.limits());
        // An approved plan is immutable, whatever the new content is worth.
        plan.rewrite(structure, checked.contentHash());
        checked.requireValid();
        EditPlan.flush();
        return checked;
    }

    /** The same where it comes about in another way from now on. */
    CheckedPlan rewrite(EditPlan plan, JsonNode structure, Origin origin) {
        described(plan, origin);
        return rewrite(plan, structure);
    }

    /**
     * Refuses to revise what is not rejected.
     *
     * @throws ProblemException 409
     */
    public static void requireRejected(EditPlan plan) {
        if (plan.status() != PlanStatus.REJECTED) {
            throw new ProblemException(
                    ProblemType.WRONG_STATE,
                    "Only a rejected plan is revised; this one is " + plan.status().text() + ".");
        }
    }

    /**
     * Lets a draft follow a rejected plan that is locked, and records the step.
     *
     * @param id of the new plan
     * @throws ProblemException 422 where the structure cannot be rendered
     */
    public Revised revision(
            UUID id, EditPlan rejected, JsonNode structure, Origin origin, String summary) {
        CheckedPlan checked =
                CheckedPlan.of(rejected.episode, structure, rules.limits()).requireValid();
        // Locked, so that two revisions of one chain do not get one number.
        EditPlan original = FindPlans.locked(FindRevisions.original(rejected));
        EditPlan plan =
                rejected.revision(structure, checked.contentHash(), nextNumber(original.id));
        plan.id = id;
        described(plan, origin);
        plan.persist();
        AiRevision step = new AiRevision();
        step.originalPlan = original;
        step.plan = plan;
        step.revisionNumber = plan.revisionNumber == null ? 1 : plan.revisionNumber;
        step.feedbackType = rejected.feedbackType();
        step.userFeedbackText = rejected.userFeedback();
        step.revisedPlan = structure;
        step.confidenceScoreBefore = rejected.overallConfidenceScore;
        step.confidenceScoreAfter = plan.overallConfidenceScore;
        step.changesSummary = summary;
        step.persistAndFlush();
        PlanLog.said(plan, "created as revision " + step.revisionNumber + " of " + original.id);
        return new Revised(plan, checked);
    }

    /** A new plan and what its check said. */
    public record Revised(EditPlan plan, CheckedPlan checked) {}

    private static void described(EditPlan plan, Origin origin) {
        plan.overallConfidenceScore = origin.confidence();
        plan.generatedBy = origin.generatedBy();
        plan.generationPrompt = origin.prompt();
    }

    private int nextNumber(UUID original) {
        return database.createQuery(
                                "select coalesce(max(revisionNumber), 0) from AiRevision where"
                                        + " originalPlan.id = :original",
                                Integer.class)
                        .setParameter("original", original)
                        .getSingleResult()
                + 1;
    }
}
