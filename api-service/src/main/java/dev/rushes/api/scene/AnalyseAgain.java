package dev.rushes.api.scene;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.AnalysisDispatch;
import dev.rushes.common.show.AnalysisTransitions;
import dev.rushes.common.show.Scene;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.UUID;

@ApplicationScoped
class AnalyseAgain {
    private final AnalysisTransitions transitions;
    private final Event<AnalysisDispatch> dispatches;

    AnalyseAgain(AnalysisTransitions transitions, Event<AnalysisDispatch> dispatches) {
        this.transitions = transitions;
        this.dispatches = dispatches;
    }

    @Transactional
    SceneView request(UUID sceneId) {
        Scene scene = FindScenes.existing(sceneId);
        if (scene.rawFootageKey() == null) {
            throw new ProblemException(
                    ProblemType.WRONG_STATE, "The scene has no footage; upload it first.");
        }
        dispatches.fire(transitions.request(scene));
        Scene.flush();
        return SceneView.of(scene);
    }
}
