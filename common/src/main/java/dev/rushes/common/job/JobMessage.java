package dev.rushes.common.job;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * What a message on the video-processing queue says: ids only, never the plan or a URL.
 *
 * @param dispatch which send this is; an older one than the job's is void
 */
@RegisterForReflection
public record JobMessage(UUID jobId, int dispatch) {
    /** SQS swallows a second message with this id for five minutes, so a resend of one dispatch is harmless. */
    public String deduplicationId() {
        return jobId + "-" + dispatch;
    }
}
