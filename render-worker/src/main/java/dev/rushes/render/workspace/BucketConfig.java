package dev.rushes.render.workspace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Names of the buckets that the worker reads and writes, and how it writes. */
@ConfigMapping(prefix = "rushes.bucket")
interface BucketConfig {
    /** Takes and assets. */
    @WithDefault("episode-metadata-raw-footage-dev")
    String rawFootage();

    /** Rendered videos and posters. */
    @WithDefault("episode-metadata-processed-videos-dev")
    String processedVideos();

    /** Videos for style learning. */
    @WithDefault("episode-metadata-training-data-dev")
    String trainingData();

    /** Bytes from which a result is sent in parts, and the size of a part: 5 MiB to 5 GiB, at most 10,000 parts. */
    @WithDefault("67108864")
    long partBytes();
}
