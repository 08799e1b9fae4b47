package dev.rushes.api.planner;

import dev.rushes.api.planner.ChooseLayers.Layered;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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

    /** Seconds of the programme, transitions included. */
    double seconds() {
        return clips.stream().mapToDouble(Span::length).sum();
    }

    /** The same with other layers, before those that it has so far. */
    PlannedScene layered(Layered first) {
        List<Layered> others = new ArrayList<>(List.of(first));
        layers.stream()
                .filter(other -> !Objects.equals(other.layers(), first.layers()))
                .forEach(others::add);
        return new PlannedScene(scene, ranked, cut, clips, begins, others);
    }

    ScoredTake chosen() {
        return ranked.getFirst();
    }
}
