package dev.rushes.api.planner;

import dev.rushes.api.planner.CutInHand.Piece;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.List;

/** Cuts within the take of a scene: where pauses are taken out, and where they come back. */
final class InnerCuts {
    private static final double LONGEST_MERGED_PAUSE = 2.5;
    private static final double SHORTEST = 0.2;

    /** Seconds; what is left out here is no pause: a clip that is merely split goes on where it was. */
    private static final double UNSEEN = 0.001;

    /** Seconds of a phrase's beginning or end that are no word. */
    private static final double TAIL = 0.01;

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
        for (SceneInHand scene : cut.scenes) {
            ScoredTake take = scene.onlyTake();
            if (take == null || !take.voice().speaks()) {
                continue;
            }
            List<Piece> pieces = new ArrayList<>();
            for (ClipInHand clip : scene.clips) {
                double from = clip.start;
                Span last = null;
                for (Span phrase : take.voice().phrases()) {
                    if (phrase.end() <= clip.start || phrase.start() >= clip.end) {
                        continue;
                    }
                    if (last != null
                            && phrase.start() - last.end() > longest
                            && last.end() + lead > from + SHORTEST) {
                        pieces.add(new Piece(new Span(from, last.end() + lead), clip));
                        from = phrase.start() - lead;
                        closed++;
                    }
                    last = phrase;
                }
                pieces.add(new Piece(new Span(from, clip.end), clip));
            }
            if (pieces.size() > scene.clips.size()) {
                cut.recut(scene, take, pieces);
            }
        }
        return closed;
    }

    /**
     * Makes one clip again of those between which only a pause of their take was cut out.
     *
     * @return how many pauses came back
     */
    static int merged(CutInHand cut) {
        int merged = 0;
        for (SceneInHand scene : cut.scenes) {
            ScoredTake take = scene.onlyTake();
            if (take == null) {
                continue;
            }
            List<Piece> pieces = new ArrayList<>();
            ClipInHand before = null;
            for (ClipInHand clip : scene.clips) {
                if (before != null && isPause(before, clip)) {
                    Piece last = pieces.removeLast();
                    pieces.add(new Piece(new Span(last.span().start(), clip.end), last.source()));
                    merged++;
                } else {
                    pieces.add(new Piece(new Span(clip.start, clip.end), clip));
                }
                before = clip;
            }
            if (pieces.size() < scene.clips.size()) {
                cut.recut(scene, take, pieces);
            }
        }
        return merged;
    }

    /** Whether nothing but silence was taken out between two clips that are played alike. */
    private static boolean isPause(ClipInHand before, ClipInHand clip) {
        double gap = clip.start - before.end;
        if (gap <= UNSEEN || gap > LONGEST_MERGED_PAUSE || !clip.isPlayedLike(before)) {
            return false;
        }
        // Words in it were cut out by a person, who does not want them back.
        double from = before.end;
        double until = clip.start;
        Span between = new Span(from, until);
        return clip.phrases().stream().noneMatch(phrase -> phrase.overlap(between) > TAIL);
    }
}
