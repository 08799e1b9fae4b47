package dev.rushes.api.plan;

import dev.rushes.api.episode.FindEpisodes;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.show.Episode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

@ApplicationScoped
class CreatePlan {
    private final PlanRules rules;

    CreatePlan(PlanRules rules) {
        this.rules = rules;
    }

    @Transactional
    PlanView create(UUID episodeId, PlanRequest request) {
        Episode episode = FindEpisodes.existing(episodeId);
        CheckedPlan checked =
                CheckedPlan.of(episode, request.editStructure(), rules.limits()).requireValid();
        EditPlan plan = EditPlan.draft(episode, request.editStructure(), checked.contentHash());
        plan.overallConfidenceScore = request.score();
        plan.generatedBy = request.generatedBy();
        plan.generationPrompt = request.generationPrompt();
        plan.persistAndFlush();
        PlanLog.said(plan, "created as draft");
        return PlanView.checked(plan, checked.warnings());
    }
}
