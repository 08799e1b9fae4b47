package dev.rushes.api.planner;

import dev.rushes.common.footage.Span;
import java.util.List;

/**
 * One way to cut a scene from its take.
 *
 * @param clips pieces of the take, in order
 * @param cost what is lost by it: 0 is what an editor would do without a stopwatch
 * @param dropped phrases left out at the end
 * @param closed pauses cut out
 * @param air seconds of silence added before and after
 * @param moved how far its ends follow the show's habits
 */
record Cut(List<Span> clips, double cost, int dropped, int closed, double air, Moved moved) {
    /**
     * By how much a habit has moved the two ends, which may be less than the habit is.
     *
     * @param in seconds, later is positive
     * @param out the same
     */
    record Moved(double in, double out) {
        static final Moved NOT = new Moved(0, 0);
    }

    Cut {
        clips = List.copyOf(clips);
    }

    /** The same as it fills a programme in which it plays at another speed. */
    Cut playedAt(double speed) {
        return speed == 1
                ? this
                : new Cut(
                        clips.stream()
                                .map(clip -> new Span(clip.start() / speed, clip.end() / speed))
                                .toList(),
                        cost,
                        dropped,
                        closed,
                        air,
                        moved);
    }

    double seconds() {
        return clips.stream().mapToDouble(Span::length).sum();
    }
}
