package dev.rushes.api.decision;

import dev.rushes.api.episode.FindEpisodes;
import dev.rushes.common.plan.EditingDecision;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Scene;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Adds to the log; nothing in it changes afterwards. */
@ApplicationScoped
public class LogDecisions {
    /** The one action that also changes something: whose take is used is written on the takes. */
    private static final String SELECT_TAKE = "SELECT_TAKE";

    /**
     * Logs decisions in their order.
     *
     * @param many whether the request was an array, for the pointers of faults
     */
    @Transactional
    List<DecisionView> log(
            UUID episodeId, List<DecisionRequest> requests, boolean many, String user) {
        Episode episode = FindEpisodes.existing(episodeId);
        List<Scene> takes = Scene.list("episode.id", episodeId);
        List<Problem.Fault> faults = new ArrayList<>();
        List<EditingDecision> decisions = new ArrayList<>();
        // A microsecond apart, so that lists keep the order of one request.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        for (int i = 0; i < requests.size(); i++) {
            DecisionRequest request = requests.get(i);
            EditingDecision decision = new EditingDecision();
            decision.episode = episode;
            decision.actionType = request.actionType();
            decision.beforeState = request.beforeState();
            decision.afterState = request.afterState();
            decision.context = request.context();
            decision.aiSuggested = Boolean.TRUE.equals(request.aiSuggested());
            decision.userId = user;
            decision.createdAt = now.plus(i, ChronoUnit.MICROS);
            if (request.sceneId() != null) {
                decision.scene =
                        takes.stream()
                                .filter(take -> take.id.equals(request.sceneId()))
                                .findFirst()
                                .orElse(null);
                if (decision.scene == null) {
                    faults.add(
                            new Problem.Fault(
                                    (many ? "/" + i : "") + "/sceneId",
                                    "is not a scene of this episode"));
                }
            }
            decisions.add(decision);
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, "The request is not valid.", faults);
        }
        for (EditingDecision decision : decisions) {
            decision.persist();
            if (decision.actionType.equals(SELECT_TAKE) && decision.scene != null) {
                select(decision.scene, takes, decision.aiSuggested);
            }
        }
        EditingDecision.flush();
        return decisions.stream().map(DecisionView::of).toList();
    }

    /**
     * Logs a decision on a planner's own choice, within the caller's transaction.
     *
     * @param byPerson whether a person picked what is there now, so that no planner's confidence belongs to it
     */
    public void add(EditingDecision decision, boolean byPerson) {
        decision.persistAndFlush();
        if (decision.actionType.equals(SELECT_TAKE) && decision.scene != null) {
            select(decision.scene, Scene.list("episode.id", decision.episode.id), !byPerson);
        }
    }

    /** Of the takes that share a scene number one is used. A person's choice has no planner's confidence. */
    private static void select(Scene chosen, List<Scene> takes, boolean aiSuggested) {
        for (Scene take : takes) {
            if (chosen.sceneNumber != null && chosen.sceneNumber.equals(take.sceneNumber)) {
                take.aiSelected = false;
            }
        }
        chosen.aiSelected = true;
        if (!aiSuggested) {
            chosen.aiConfidenceScore = null;
        }
    }
}
