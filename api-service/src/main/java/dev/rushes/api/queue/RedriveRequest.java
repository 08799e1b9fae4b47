package dev.rushes.api.queue;

import dev.rushes.common.job.DeadLetterQueue;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are to be sent again: one, or all.
 *
 * @param id of one
 * @param all whether all are meant
 * @param queue with all: only those of video-processing or of media-analysis
 */
record RedriveRequest(
        @Nullable UUID id,
        @Nullable Boolean all,
        @Nullable
                @Pattern(
                        regexp = "video-processing|media-analysis",
                        message = "must be video-processing or media-analysis")
                String queue) {

    /**
     * The one that is meant, or null for all.
     *
     * @throws ProblemException 422 where neither or both are said
     */
    @Nullable UUID one() {
        boolean everything = Boolean.TRUE.equals(all);
        if (everything == (id != null)) {
            throw invalid("", "Say either \"id\" or \"all\": true.");
        }
        if (id != null && queue != null) {
            throw invalid("/queue", "goes with \"all\" only");
        }
        return id;
    }

    @Nullable DeadLetterQueue only() {
        return queue == null ? null : named(queue);
    }

    /** The queue of a name that is known to be one. */
    static DeadLetterQueue named(String name) {
        for (DeadLetterQueue queue : DeadLetterQueue.values()) {
            if (queue.text().equals(name)) {
                return queue;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(
                ProblemType.INVALID,
                "The request is not valid.",
                List.of(new Problem.Fault(pointer, detail)));
    }
}
