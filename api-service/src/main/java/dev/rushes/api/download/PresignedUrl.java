package dev.rushes.api.download;

import java.net.URI;
import java.time.Instant;

/**
 * A URL that anybody who knows it can read the object with, until it expires. Never logged.
 *
 * @param expiresAt when S3 stops to honour it
 */
public record PresignedUrl(URI url, Instant expiresAt) {
    @Override
    public String toString() {
        return "a presigned URL until " + expiresAt;
    }
}
