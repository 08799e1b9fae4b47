package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan document that was read: scenes play in order, and a scene's clips play in order.
 *
 * @param totalDuration the stated length of the programme in seconds, or null
 */
public record EditStructure(
        OutputSettings output, List<SceneCut> scenes, @Nullable Rational totalDuration) {
    public EditStructure {
        scenes = List.copyOf(scenes);
    }

    public EditStructure withOutput(OutputSettings wanted) {
        return new EditStructure(wanted, scenes, totalDuration);
    }

    public List<Clip> clips() {
        return scenes.stream().flatMap(scene -> scene.clips().stream()).toList();
    }
}
