package dev.rushes.common.show;

import java.util.UUID;

/**
 * A send that a committed transaction intends: the analysis of a take. The scene is the message group.
 *
 * @param number the scene's dispatch number
 */
public record AnalysisDispatch(UUID sceneId, int number) {
    public AnalysisMessage message() {
        return new AnalysisMessage(sceneId, number);
    }
}
