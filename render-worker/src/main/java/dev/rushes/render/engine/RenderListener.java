package dev.rushes.render.engine;

/** Hears how a render goes; called from several threads, one call at a time. */
public interface RenderListener {
    /** What a render is doing. */
    enum Phase {
        RENDERING,
        JOINING,
        CHECKING
    }

    /** A render nobody watches. */
    RenderListener NONE = new RenderListener() {};

    default void phase(Phase phase) {}

    /** Output frames finished, never fewer than said before. */
    default void frames(long done, long total) {}

    /** How many segments there are, and how many of them were found and rendered so far. */
    default void segments(SegmentCount count) {}

    /** Asked often and from any thread: once it is true the render ends within a second. */
    default boolean cancelled() {
        return false;
    }
}
