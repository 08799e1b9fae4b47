package dev.rushes.common.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A send that a committed transaction intends. Send it after the commit, then confirm it with
 * {@link JobTransitions#sent}; where that is not possible the sweep does.
 *
 * @param episodeId the message group: jobs of one episode are worked on in order
 * @param number the job's dispatch number
 * @param traceParent whose request the job is, for an attribute of the message; null where nothing was traced
 */
public record Dispatch(UUID jobId, UUID episodeId, int number, @Nullable String traceParent) {
    public JobMessage message() {
        return new JobMessage(jobId, number);
    }
}
