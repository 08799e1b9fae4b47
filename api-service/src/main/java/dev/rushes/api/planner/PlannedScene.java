package dev.rushes.api.planner;

import dev.rushes.api.planner.ChooseLayers.Layered;
import dev.rushes.common.footage.Span;
import java.util.List;

/**
 * A scene as it will stand in the plan.
 *
 * @param ranked its takes, the chosen one first
 * @param cut before room was made for transitions
 * @param clips pieces of the chosen take, to the millisecond
 * @param begins how it begins
 * @param layers what would do, the chosen one first
 */
record PlannedScene(
        SceneTakes scene,
        List<ScoredTake> ranked,
        Cut cut,
        List<Span> clips,
        Join begins,
        List<Layered> layers) {
    PlannedScene {
        ranked = List.copyOf(ranked);
        clips = List.copyOf(clips);
        layers = List.copyOf(layers);
    }

    ScoredTake chosen() {
        return ranked.getFirst();
    }
}
