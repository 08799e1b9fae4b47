package dev.rushes.render.media;

import org.jspecify.annotations.Nullable;

/** The machine or the engine is at fault (no space, no memory, input/output error): worth another attempt. */
public final class MediaFault extends MediaException {
    private static final long serialVersionUID = 1L;

    public MediaFault(String message) {
        super(message, null);
    }

    public MediaFault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
