package dev.rushes.common.lease;

import java.time.Duration;

/**
 * What became of a try to take a piece of work, and so what is to happen to its message.
 *
 * @param <A> the attempt that a granted claim gives
 */
public sealed interface Claim<A> {
    /** The work is this worker's until the lease ends. */
    record Granted<A>(A attempt) implements Claim<A> {}

    /** The message asks for nothing any more: delete it. */
    record Stale<A>(String reason) implements Claim<A> {}

    /**
     * Somebody else holds it, or other work that must not run beside it: hide the message for that long and two seconds
     * more.
     *
     * @param remaining what is left of the lease
     */
    record Held<A>(Duration remaining) implements Claim<A> {}

    /** The failures are used up and the work has failed now: put the message into the dead-letter queue. */
    record Spent<A>(String reason) implements Claim<A> {}
}
