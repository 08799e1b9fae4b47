package dev.rushes.render.work;

/** Why running work is to stop. */
enum StopReason {
    /** Somebody asked for it. */
    CANCELLED,
    /** The row says that it is another attempt's, final or gone. */
    LOST,
    /** By this machine's clock the lease has ended without an answer from the database. */
    EXPIRED,
    /** The worker ends. */
    SHUTDOWN
}
