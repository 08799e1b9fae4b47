package dev.rushes.render.media;

/** Somebody asked for the work to stop; nothing is wrong. */
public final class RenderCancelled extends MediaException {
    private static final long serialVersionUID = 1L;

    public RenderCancelled() {
        super("cancelled", null);
    }
}
