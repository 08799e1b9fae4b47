package dev.rushes.common.lease;

/** What a transient fault leads to. */
public sealed interface FaultOutcome {
    /**
     * The work waits for its message to come back: hide it for a while.
     *
     * @param failures how many there were, this one included
     */
    record Retry(int failures) implements FaultOutcome {}

    /** That was the last one and the work has failed: put the message into the dead-letter queue. */
    record Failed() implements FaultOutcome {}

    /** The work was no longer this attempt's: the message of the other attempt is not ours to touch. */
    record Lost() implements FaultOutcome {}
}
