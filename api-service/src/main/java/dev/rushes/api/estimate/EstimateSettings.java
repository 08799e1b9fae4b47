package dev.rushes.api.estimate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How renders are estimated. */
@ConfigMapping(prefix = "rushes.estimate")
interface EstimateSettings {
    /** How long what earlier jobs took is not asked for again: it changes with their median only. */
    @WithDefault("1M")
    Duration historyKept();
}
