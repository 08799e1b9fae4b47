package dev.rushes.render.workspace;

import org.jspecify.annotations.Nullable;

/** S3 does not answer, or sent something else than it has: worth another try. */
public final class StorageUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StorageUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
