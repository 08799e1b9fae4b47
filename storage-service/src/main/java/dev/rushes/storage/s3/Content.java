package dev.rushes.storage.s3;

import org.jspecify.annotations.Nullable;

/**
 * What is to be stored under a key, and how.
 *
 * @param sha256 of the whole, lower-case hexadecimal, or null
 * @param crc64nvme of the whole, Base64 as S3 writes it, or null
 * @param tiering whether S3 shall move it between storage classes by how often it is read
 */
public record Content(
        String contentType,
        long sizeBytes,
        @Nullable String sha256,
        @Nullable String crc64nvme,
        boolean tiering) {}
