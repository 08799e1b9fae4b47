package dev.rushes.common.footage;

/**
 * What the camera, or the edit, shows in one go.
 *
 * @param start source seconds of its first frame; after a gradual change the middle of the change
 * @param end exclusive
 * @param begins how it begins
 * @param changeSeconds how long the change into it takes; 0 for a cut and for the first shot
 */
public record Shot(double start, double end, Change begins, double changeSeconds) {
    public Shot {
        if (!(start >= 0) || !(end > start) || !(changeSeconds >= 0)) {
            throw new IllegalArgumentException("no shot: " + start + " to " + end);
        }
    }

    /** How one shot becomes the next. */
    public enum Change {
        /** The take begins. */
        START,
        CUT,
        DISSOLVE,
        WIPE,
        /** Over black or white. */
        FADE,
        /** Gradual, and nothing of the above for sure. */
        OTHER
    }
}
