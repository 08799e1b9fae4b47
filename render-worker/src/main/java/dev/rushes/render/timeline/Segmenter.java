package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.timeline.Timeline.Placement;
import dev.rushes.render.timeline.Timeline.Run;
import dev.rushes.render.timeline.Timeline.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a programme into segments: at cuts, around transitions, and every few seconds in a long clip, counted from the
 * clip's own start, so that a change earlier in the programme leaves later segments as they were.
 */
final class Segmenter {
    private static final Rational LONGEST = Rational.of(6);

    /** x264 reorders differently in very short streams, and each segment costs an encoder's start. */
    static final long FEWEST_FRAMES = 12;

    private Segmenter() {}

    static List<Segment> segments(List<Placement> placements, Rational rate) {
        return segments(placements, rate, 0, Long.MAX_VALUE);
    }

    /** Those of a part of the programme, from one frame to before another. */
    static List<Segment> segments(List<Placement> placements, Rational rate, long from, long to) {
        List<Segment> segments = new ArrayList<>();
        List<Run> open = new ArrayList<>();
        long openFrames = 0;
        for (Run whole : runs(placements, LONGEST.times(rate).roundHalfUp())) {
            long start = Math.max(whole.start(), from);
            long end = Math.min(whole.start() + whole.frames(), to);
            if (start >= end) {
                continue;
            }
            Run run = new Run(start, end - start, whole.placement(), whole.incoming());
            if (openFrames >= FEWEST_FRAMES && run.frames() >= FEWEST_FRAMES) {
                segments.add(segment(open));
                open.clear();
                openFrames = 0;
            }
            open.add(run);
            openFrames += run.frames();
            // Short runs gather until they are enough, so that thousands of them do not make one
            // endless segment.
            if (openFrames >= FEWEST_FRAMES && run.frames() < FEWEST_FRAMES) {
                segments.add(segment(open));
                open.clear();
                openFrames = 0;
            }
        }
        if (!open.isEmpty()) {
            if (openFrames < FEWEST_FRAMES && !segments.isEmpty()) {
                open.addAll(0, segments.removeLast().runs());
            }
            segments.add(segment(open));
        }
        return segments;
    }

    private static Segment segment(List<Run> runs) {
        long frames = runs.stream().mapToLong(Run::frames).sum();
        return new Segment(runs.getFirst().start(), frames, runs);
    }

    private static List<Run> runs(List<Placement> placements, long longest) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < placements.size(); i++) {
            Placement here = placements.get(i);
            long overlapAfter = i + 1 < placements.size() ? placements.get(i + 1).overlap() : 0;
            if (here.overlap() > 0) {
                runs.add(new Run(here.start(), here.overlap(), i - 1, true));
            }
            long end = here.end() - overlapAfter;
            long at = here.start() + here.overlap();
            while (at < end) {
                long next =
                        Math.min(end, here.start() + ((at - here.start()) / longest + 1) * longest);
                runs.add(new Run(at, next - at, i, false));
                at = next;
            }
        }
        return runs;
    }
}
