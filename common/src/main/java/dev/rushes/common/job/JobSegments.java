package dev.rushes.common.job;

/**
 * Where the segments of a job's programme come from.
 *
 * @param total of the whole programme
 * @param reused found finished, so far
 * @param rendered by this attempt, so far
 */
public record JobSegments(int total, int reused, int rendered) {
    public JobSegments {
        if (reused < 0 || rendered < 0 || reused + rendered > total) {
            throw new IllegalArgumentException(
                    "%d reused and %d rendered of %d".formatted(reused, rendered, total));
        }
    }
}
