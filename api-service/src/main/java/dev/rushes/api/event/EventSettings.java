package dev.rushes.api.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Server-sent events. */
@ConfigMapping(prefix = "rushes.events")
interface EventSettings {
    /** How often an idle connection gets a comment line, so that no gateway takes it for dead. */
    @WithDefault("15S")
    Duration heartbeatEvery();

    /** How long changes are kept for watchers that come back. */
    @WithDefault("1D")
    Duration keep();

    /** Most watchers of one instance at a time; more are answered 503. */
    @WithDefault("5000")
    int mostWatchers();
}
