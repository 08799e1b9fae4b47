package dev.rushes.api.plan.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.plan.structure.Transition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scene of a plan.
 *
 * @param index place in the plan, from 0
 * @param identity what makes it the same scene in another plan: the scene of the script that it is, else its name
 * @param name for people
 * @param begins how it starts; null for a cut
 * @param ends how it ends; null for a cut
 * @param layers what lies over and under its clips, by the layer's name
 */
record SceneUse(
        int index,
        String pointer,
        @Nullable String identity,
        @Nullable String name,
        @Nullable Transition begins,
        @Nullable Transition ends,
        Map<String, JsonNode> layers) {

    /** 'scene 2 "Main"', for people. */
    String said() {
        return "scene "
                + (index + 1)
                + (name == null || name.isBlank() ? "" : " \"" + Wording.plain(name) + "\"");
    }
}
