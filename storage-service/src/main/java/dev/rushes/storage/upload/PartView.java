package dev.rushes.storage.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A part of an upload as the API shows it.
 *
 * @param number from 1
 * @param sizeBytes how long it must be, or, in the parts that S3 has, is; the URL is signed for this length
 * @param url where to PUT it; only where URLs were asked for
 * @param etag of what S3 has; only in the parts that it has
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PartView(int number, long sizeBytes, @Nullable String url, @Nullable String etag) {}
