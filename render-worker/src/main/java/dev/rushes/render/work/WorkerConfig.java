package dev.rushes.render.work;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** This worker. */
@ConfigMapping(prefix = "rushes.worker")
public interface WorkerConfig {
    /** Its name in rows and logs; made from the host's name and a random part where missing. */
    Optional<String> id();

    /** Renders at the same time; a render uses all cores by itself. */
    @WithDefault("1")
    int renders();

    /** Analyses at the same time. */
    @WithDefault("1")
    int analyses();

    /** Whether it takes work by itself as soon as it runs. */
    @WithDefault("true")
    boolean consume();

    /** How long a stopping worker waits for running work to stop before it is given back over its head. */
    @WithDefault("2s")
    Duration stopWait();

    /**
     * How long a stopping worker waits for a receive that has brought nothing yet. A message that comes later is given to
     * nobody, and stays hidden for {@link LeaseConfig#untilClaimed()}.
     */
    @WithDefault("1s")
    Duration receiveWait();
}
