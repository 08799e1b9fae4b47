package dev.rushes.storage.bucket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What of the buckets differs from place to place. */
@ConfigMapping(prefix = "rushes.buckets")
interface BucketSettings {
    /** Origins of the web pages that may upload and play; each may hold one {@code *}. Absent: those of this machine. */
    Optional<List<String>> corsAllowedOrigins();

    /** Key id or ARN for SSE-KMS; SSE-S3 where absent. */
    Optional<String> kmsKey();

    /** Whether they are made and mended when the service starts, as far as its rights go. */
    @WithDefault("true")
    boolean applyAtStart();
}
