package dev.rushes.storage.restore;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Restores from the archive. */
@ConfigMapping(prefix = "rushes.restores")
interface RestoreSettings {
    /** How often new wishes are looked for. */
    @WithDefault("5S")
    Duration every();

    /** How often a restore that is under way is asked for. */
    @WithDefault("1M")
    Duration lookEvery();

    /** How long a job waits for its sources before it fails; the slowest restore takes 48 hours. */
    @WithDefault("60H")
    Duration longestWait();
}
