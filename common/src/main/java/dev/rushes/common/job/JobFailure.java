package dev.rushes.common.job;

import dev.rushes.common.problem.ProblemType;

/**
 * Why a job failed.
 *
 * @param type stable name of the kind of fault
 * @param title the same for every fault of this type, for people
 * @param message what happened here, something a user can act on
 * @param retryable whether trying again may help
 */
public record JobFailure(String type, String title, String message, boolean retryable) {

    /** A failure that the problem vocabulary names. */
    public static JobFailure of(ProblemType type, String message, boolean retryable) {
        return new JobFailure(type.slug(), type.title(), message, retryable);
    }
}
