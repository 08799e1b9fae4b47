package dev.rushes.api.download;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The body of storage-service's {@code POST /downloads}.
 *
 * @param bucket the role
 * @param filename what a browser saves it as
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DownloadRequest(
        String bucket, String key, long expiresInSeconds, @Nullable String filename) {}
