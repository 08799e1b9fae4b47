package dev.rushes.api.planner;

import dev.rushes.api.planner.CutInHand.Clip;
import dev.rushes.api.planner.CutInHand.Scene;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.List;

/** Cuts within the take of a scene: where pauses are taken out, and where they come back. */
final class InnerCuts {
    private static final double LONGEST_MERGED_PAUSE = 2.5;
    private static final double SHORTEST = 0.2;

    private InnerCuts() {}

    /**
     * Cuts pauses out.
     *
     * @param longest seconds of those that stay
     * @param lead seconds that are left before and behind a phrase
     * @return how many are gone
     */
    static int tightened(CutInHand cut, double longest, double lead) {
        int closed = 0;
        for (Scene scene : cut.scenes) {
            ScoredTake take = scene.onlyTake();
            if (take == null || !take.voice().speaks()) {
                continue;
            }
            List<Span> spans = new ArrayList<>();
            for (Clip clip : scene.clips) {
                double from = clip.start;
                Span last = null;
                for (Span phrase : take.voice().phrases()) {
                    if (phrase.end() <= clip.start || phrase.start() >= clip.end) {
                        continue;
                    }
                    if (last != null
                            && phrase.start() - last.end() > longest
                            && last.end() + lead > from + SHORTEST) {
                        spans.add(new Span(from, last.end() + lead));
                        from = phrase.start() - lead;
                        closed++;
                    }
                    last = phrase;
                }
                spans.add(new Span(from, clip.end));
            }
            if (spans.size() > scene.clips.size()) {
                cut.recut(scene, spans);
            }
        }
        return closed;
    }

    /**
     * Makes one clip again of those that follow each other in one take.
     *
     * @return how many pauses came back
     */
    static int merged(CutInHand cut) {
        int merged = 0;
        for (Scene scene : cut.scenes) {
            if (scene.onlyTake() == null) {
                continue;
            }
            List<Span> spans = new ArrayList<>();
            for (Clip clip : scene.clips) {
                Span last = spans.isEmpty() ? null : spans.getLast();
                if (last != null
                        && clip.start >= last.end()
                        && clip.start - last.end() <= LONGEST_MERGED_PAUSE) {
                    spans.set(spans.size() - 1, new Span(last.start(), clip.end));
                    merged++;
                } else {
                    spans.add(new Span(clip.start, clip.end));
                }
            }
            if (spans.size() < scene.clips.size()) {
                cut.recut(scene, spans);
            }
        }
        return merged;
    }
}
