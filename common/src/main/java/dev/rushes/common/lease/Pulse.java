package dev.rushes.common.lease;

/** What a heartbeat learns. */
public enum Pulse {
    /** The lease is extended. */
    MINE,
    /** The lease is extended, and somebody wants the job to stop. */
    CANCEL_REQUESTED,
    /** The job is another attempt's, final or gone: stop, and write nothing more. */
    LOST
}
