package dev.rushes.render.job;

import dev.rushes.common.storage.RestoreTier;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How plans are rendered, and which are too large. */
@ConfigMapping(prefix = "rushes.render")
interface RenderConfig {
    /** Segments rendered side by side; one for each processor where missing. */
    Optional<Integer> segmentsAtOnce();

    /** Clips that a plan may have. */
    @WithDefault("5000")
    int maxClips();

    /** Length that a programme may have. */
    @WithDefault("6h")
    Duration maxDuration();

    /** Longest side that an output may have, in pixels. */
    @WithDefault("4096")
    int maxSide();

    /** Days for which archived sources are restored, so that the render has time to wait for a worker. */
    @WithDefault("3")
    int restoreDays();

    /** How fast archived sources are restored: expedited, standard or bulk. */
    @WithDefault("standard")
    RestoreTier restoreTier();
}
