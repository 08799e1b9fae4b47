package dev.rushes.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.api.plan.diff.PlanContent;
import dev.rushes.api.plan.diff.PlanDiff;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** Lets a new draft follow a rejected plan, which stays as it is, and records the step between them. */
@ApplicationScoped
class RevisePlan {
    private final WritePlans writing;

    RevisePlan(WritePlans writing) {
        this.writing = writing;
    }

    @Transactional
    PlanView revise(UUID id, RevisionRequest request) {
        EditPlan rejected = FindPlans.locked(id);
        WritePlans.requireRejected(rejected);
        JsonNode structure = structure(rejected, request);
        WritePlans.Revised revised =
                writing.revision(
                        UUID.randomUUID(),
                        rejected,
                        structure,
                        new WritePlans.Origin(
                                request.score(), request.generatedBy(), request.generationPrompt()),
                        summary(rejected, structure, request));
        return PlanView.checked(revised.plan(), revised.checked().warnings());
    }

    private static JsonNode structure(EditPlan rejected, RevisionRequest request) {
        if (request.editStructure() != null && request.patch() != null) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    "The request is not valid.",
                    List.of(new Problem.Fault("/patch", "cannot stand beside editStructure")));
        }
        if (request.editStructure() != null) {
            return request.editStructure();
        }
        if (request.patch() == null) {
            throw new IllegalArgumentException("it brings no content");
        }
        return JsonPatch.apply(rejected.editStructure(), request.patch(), "/patch");
    }

    private static String summary(EditPlan rejected, JsonNode structure, RevisionRequest request) {
        if (request.summary() != null && !request.summary().isBlank()) {
            return request.summary().strip();
        }
        EpisodeFootage takes = EpisodeFootage.of(rejected.episode);
        return PlanDiff.between(
                        PlanContent.of(rejected.editStructure(), takes),
                        PlanContent.of(structure, takes))
                .summary();
    }
}
