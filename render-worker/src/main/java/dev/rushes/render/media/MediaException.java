package dev.rushes.render.media;

import org.jspecify.annotations.Nullable;

/** A failure in work on media, sorted by what to do about it; decide by type, never by message. */
public abstract sealed class MediaException extends RuntimeException
        permits BadMedia, MediaFault, RenderCancelled {
    private static final long serialVersionUID = 1L;

    MediaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
