package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scene of a plan that is being changed, with the takes that it could show. */
final class SceneInHand {
    final ObjectNode json;
    final List<ClipInHand> clips = new ArrayList<>();
    @Nullable SceneTakes takes;
    List<ScoredTake> ranked = List.of();

    SceneInHand(ObjectNode json) {
        this.json = json;
    }

    String name() {
        return json.path("name").asText(takes == null ? "a scene" : takes.name());
    }

    /** Its only take; null where it has several, or one that is not known. */
    @Nullable ScoredTake onlyTake() {
        ScoredTake first = clips.isEmpty() ? null : clips.getFirst().take;
        return first != null && clips.stream().allMatch(clip -> first.equals(clip.take))
                ? first
                : null;
    }

    /** Its first and last clip follow the show's habits so far. */
    void follow(Cut.Moved moved) {
        clips.forEach(clip -> clip.moved = Cut.Moved.NOT);
        clips.getFirst().moved = new Cut.Moved(moved.in(), clips.getFirst().moved.out());
        clips.getLast().moved = new Cut.Moved(clips.getLast().moved.in(), moved.out());
    }

    /** Shows again what it showed. */
    void restore(List<ClipInHand> was) {
        clips.clear();
        clips.addAll(was);
    }
}
