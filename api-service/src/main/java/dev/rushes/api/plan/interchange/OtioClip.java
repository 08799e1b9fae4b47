package dev.rushes.api.plan.interchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A clip of a file as it stands there, in frames of its own rate.
 *
 * @param node the clip's own object
 * @param pointer where it is
 * @param rate frames a second in which its length is given
 * @param start first frame of the source range, from the first one that is available
 * @param headIn frames of the transition before it that lie before the cut
 * @param headOut those after the cut
 * @param tailIn frames of the transition behind it that lie before the cut
 * @param tailOut those after the cut
 * @param transition name of the transition before it, or cut
 */
record OtioClip(
        JsonNode node,
        String pointer,
        String key,
        double rate,
        double start,
        double frames,
        double speed,
        double headIn,
        double headOut,
        double tailIn,
        double tailOut,
        String transition) {
    private static final double MOST_SECONDS = 1_000_000;

    /** Tells whether somebody has changed a clip since it was written. */
    static String summary(
            double start,
            double frames,
            double speed,
            String key,
            double headIn,
            double headOut,
            double tailIn,
            double tailOut) {
        return String.format(
                Locale.ROOT,
                "%.3f+%.3f x%.4f %s [%.3f/%.3f] [%.3f/%.3f]",
                start,
                frames,
                speed,
                key,
                headIn,
                headOut,
                tailIn,
                tailOut);
    }

    JsonNode ours() {
        return node.path("metadata").path(Otio.OURS);
    }

    /** Whether each of its times is one that a programme may have: hostile files have numbers that are endless or none. */
    boolean isCountable() {
        return DoubleStream.of(start, frames, headIn, headOut, tailIn, tailOut)
                .allMatch(count -> Math.abs(count / rate) <= MOST_SECONDS);
    }

    boolean isAsWritten() {
        return ours().path("clip").isObject()
                && ours().path("written")
                        .asText("")
                        .equals(
                                summary(
                                        start, frames, speed, key, headIn, headOut, tailIn,
                                        tailOut));
    }
}
