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
 */
record Cut(List<Span> clips, double cost, int dropped, int closed, double air) {
    Cut {
        clips = List.copyOf(clips);
    }

    double seconds() {
        return clips.stream().mapToDouble(Span::length).sum();
    }
}
