package dev.rushes.render.work;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a worker holds what it took. */
@ConfigMapping(prefix = "rushes.lease")
interface LeaseConfig {
    /** How long work and message stay a worker's without a heartbeat; a heartbeat comes every third of it. */
    @WithDefault("60s")
    Duration duration();

    /**
     * How long a received message stays hidden until it is claimed; from then on the lease counts. What the queue gave to
     * a worker that died while it waited for a message is hidden for so long.
     */
    @WithDefault("15s")
    Duration untilClaimed();

    /** How often running work is looked at: whether somebody wants it to stop, how far it is. */
    @WithDefault("1s")
    Duration look();

    /** Back-off after a transient fault, times two to the power of the failures so far. */
    @WithDefault("5s")
    Duration backOff();

    /** Age at which a message in flight is replaced by a fresh one: SQS lets none be in flight for over 12 h. */
    @WithDefault("11h")
    Duration longestFlight();

    /** How long the end of a piece of work is tried to be written through an outage of the database. */
    @WithDefault("15m")
    Duration insistence();
}
