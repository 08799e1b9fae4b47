package dev.rushes.render.work;

import dev.rushes.common.lease.Claim;
import dev.rushes.common.lease.FaultOutcome;
import dev.rushes.common.lease.Pulse;
import dev.rushes.render.queue.WorkQueue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of work that comes by queue: how its rows change, and what is done for one attempt. Any method may throw where
 * the database is away; the caller tries again.
 *
 * @param <A> a granted claim
 */
public interface Work<A> {
    /** For threads, logs and metrics. */
    String name();

    /** Pieces of it that this worker does at the same time. */
    int concurrency();

    WorkQueue queue();

    /** Reads a message; empty where it is none of ours. */
    Optional<Ask> read(String body);

    Claim<A> claim(Ask ask, String workerId, Duration lease);

    Pulse heartbeat(A attempt, Duration lease);

    /** Looks, without extending the lease, whether the work should go on. */
    Pulse look(A attempt);

    /**
     * Does the work and writes its good end, and lets nothing lie around otherwise.
     *
     * @return false where the end was refused, because the work was no longer this attempt's
     * @throws RuntimeException sorted by {@link Failure#of}; {@code RenderCancelled} where the lease said stop
     */
    boolean perform(A attempt, Lease lease);

    boolean fail(A attempt, Failure.Final failure);

    /**
     * Lets go of work whose sources are archived; its message is then deleted.
     *
     * @return false where it was no longer this attempt's
     */
    boolean awaitRestore(A attempt, Failure.Archived archived);

    FaultOutcome fault(A attempt, Failure.Transient failure);

    /** Ends work that somebody wanted to stop. */
    boolean cancelled(A attempt);

    /** Gives the work back, which is no failure; empty where it was no longer this attempt's. */
    Optional<Letter> handBack(A attempt);

    /** Intends a fresh message in the place of this one; empty where this is not the newest. */
    Optional<Letter> redispatch(Ask ask);

    /** Confirms that the queue took a letter. */
    void sent(Ask ask);

    /** Who it is about, for every log line of the attempt. */
    Map<String, Object> context(A attempt);
}
