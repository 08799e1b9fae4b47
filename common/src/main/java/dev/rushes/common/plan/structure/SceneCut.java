package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.layers.Layers;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One scene as the plan cuts it.
 *
 * @param pointer JSON pointer of the scene in its document
 * @param begins how it starts ({@code transitions[0]}), or null
 * @param ends how it ends ({@code transitions[1]}), or null
 * @param layers what is seen besides the clips
 */
public record SceneCut(
        String pointer,
        @Nullable UUID sceneId,
        @Nullable String name,
        List<Clip> clips,
        @Nullable Transition begins,
        @Nullable Transition ends,
        Layers layers) {
    public SceneCut {
        clips = List.copyOf(clips);
    }
}
