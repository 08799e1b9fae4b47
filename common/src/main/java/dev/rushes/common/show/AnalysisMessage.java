package dev.rushes.common.show;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * What a message on the media-analysis queue says.
 *
 * @param dispatch which send this is; an older one than the scene's is void
 */
@RegisterForReflection
public record AnalysisMessage(UUID sceneId, int dispatch) {
    /** SQS swallows a second message with this id for five minutes, so a resend of one dispatch is harmless. */
    public String deduplicationId() {
        return sceneId + "-" + dispatch;
    }
}
