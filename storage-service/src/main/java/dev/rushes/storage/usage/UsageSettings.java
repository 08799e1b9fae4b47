package dev.rushes.storage.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When the buckets are counted. */
@ConfigMapping(prefix = "rushes.usage")
interface UsageSettings {
    /** How long a count holds; a thousand objects cost one request of S3. */
    @WithDefault("1H")
    Duration countEvery();

    /** Objects of one request, 1 to 1000. */
    @WithDefault("1000")
    int pageSize();
}
