package dev.rushes.storage.s3;

/**
 * A part of an upload as S3 has it.
 *
 * @param number from 1
 * @param etag without its quotation marks
 */
public record UploadedPart(int number, long sizeBytes, String etag) {}
