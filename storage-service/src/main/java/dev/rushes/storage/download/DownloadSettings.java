package dev.rushes.storage.download;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Presigned downloads. */
@ConfigMapping(prefix = "rushes.downloads")
interface DownloadSettings {
    /** How long a URL holds where the caller asks for no time. */
    @WithDefault("1H")
    Duration urlLifetime();
}
