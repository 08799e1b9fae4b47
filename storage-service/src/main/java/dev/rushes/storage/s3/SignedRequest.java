package dev.rushes.storage.s3;

import java.time.Instant;
import java.util.Map;

/**
 * A request that whoever holds it may send to S3 until it expires. Its URL is a secret and never logged.
 *
 * @param headers what the client must send beside Host and Content-Length, which every client sets itself
 */
public record SignedRequest(
        String method, String url, Map<String, String> headers, Instant expiresAt) {
    public SignedRequest {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return method + " until " + expiresAt;
    }
}
