package dev.rushes.render.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often the worker asks for what it needs. */
@ConfigMapping(prefix = "rushes.health")
interface HealthConfig {
    /** While something is missing. */
    @WithDefault("1s")
    Duration whileDown();

    /** While all is there; every question to AWS is paid for. */
    @WithDefault("20s")
    Duration whileUp();
}
