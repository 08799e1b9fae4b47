package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.Length;
import dev.rushes.common.plan.layers.Motion;
import dev.rushes.common.plan.layers.Place;
import dev.rushes.common.plan.layers.TextStyle;
import dev.rushes.render.media.MediaInfo;
import org.jspecify.annotations.Nullable;

/**
 * Something laid over a picture for a number of frames.
 *
 * @param start first frame, counted from the start of what it belongs to
 * @param frames how long it is seen
 * @param in how it comes
 * @param inFrames over how many of its frames
 * @param out how it goes
 * @param outFrames over how many of its frames
 * @param played frames of a video that have passed before its start here
 */
public record Sprite(
        Content content,
        long start,
        long frames,
        Motion.Kind in,
        long inFrames,
        Motion.Kind out,
        long outFrames,
        long played) {
    /** What is seen. */
    public sealed interface Content {
        Place place();

        Rational opacity();
    }

    /** A still picture; {@code width}, {@code height} and {@code scale} as in the plan. */
    public record Still(
            String s3Key,
            Place place,
            @Nullable Length width,
            @Nullable Length height,
            Rational scale,
            Rational opacity)
            implements Content {}

    /** A video, which begins with the sprite. */
    public record Moving(
            String s3Key,
            MediaInfo source,
            Place place,
            @Nullable Length width,
            @Nullable Length height,
            Rational scale,
            Rational opacity,
            boolean loop)
            implements Content {}

    /** Words. */
    public record Words(String text, TextStyle style, Place place) implements Content {
        @Override
        public Rational opacity() {
            return style.opacity();
        }
    }

    /** The frame after its last. */
    public long end() {
        return start + frames;
    }

    public boolean isSeenAt(long frame) {
        return frame >= start && frame < end();
    }

    /** How far it has come at a frame, 0 to 1: frame j of n shows j / n. */
    public double arrival(long frame) {
        long j = frame - start;
        return inFrames == 0 || j >= inFrames ? 1 : (double) j / inFrames;
    }

    /** How much of it is still there at a frame, 0 to 1. */
    public double departure(long frame) {
        long j = frame - (end() - outFrames);
        return outFrames == 0 || j < 0 ? 1 : 1 - (double) j / outFrames;
    }

    /**
     * The same as seen from a part of what it belongs to, frames counted from the part's start; what happens outside
     * is left out, so that equal pictures have equal values.
     *
     * @return null where it is not seen in the part
     */
    @Nullable Sprite within(long from, long length) {
        if (end() <= from || start >= from + length) {
            return null;
        }
        boolean comes = inFrames > 0 && start + inFrames > from;
        boolean goes = outFrames > 0 && end() - outFrames < from + length;
        boolean plays = content instanceof Moving;
        long first = comes || start > from ? start : from;
        long last = goes ? end() : Math.min(end(), from + length);
        return new Sprite(
                content,
                first - from,
                last - first,
                comes ? in : Motion.Kind.NONE,
                comes ? inFrames : 0,
                goes ? out : Motion.Kind.NONE,
                goes ? outFrames : 0,
                plays ? played + first - start : 0);
    }
}
