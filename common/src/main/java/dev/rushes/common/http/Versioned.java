package dev.rushes.common.http;

/** The view of a row that people edit: every answer that shows one carries its {@code ETag}. */
public interface Versioned {
    /** The row's version, for {@code If-Match} of the next write. */
    int version();
}
