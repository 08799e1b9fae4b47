package dev.rushes.render.engine;

/**
 * Where a programme's segments come from.
 *
 * @param total of the whole programme
 * @param reused found in the cache so far
 * @param rendered so far
 * @param reusedFrames output frames in the reused ones
 */
public record SegmentCount(int total, int reused, int rendered, long reusedFrames) {
    static SegmentCount none(int total) {
        return new SegmentCount(total, 0, 0, 0);
    }

    SegmentCount andReused(long frames) {
        return new SegmentCount(total, reused + 1, rendered, reusedFrames + frames);
    }

    SegmentCount andRendered() {
        return new SegmentCount(total, reused, rendered + 1, reusedFrames);
    }
}
