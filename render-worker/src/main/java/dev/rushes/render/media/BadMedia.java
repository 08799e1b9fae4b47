package dev.rushes.render.media;

/** The media or the plan's use of it is at fault: final, and the message is a reason that a user can act on. */
public final class BadMedia extends MediaException {
    private static final long serialVersionUID = 1L;

    public BadMedia(String reason) {
        super(reason, null);
    }
}
