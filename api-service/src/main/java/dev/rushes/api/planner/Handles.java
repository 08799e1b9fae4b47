package dev.rushes.api.planner;

import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * What the transitions at both ends of a scene take of the silence beside its words.
 *
 * @param ahead seconds of its first take
 * @param behind seconds of its last
 */
record Handles(double ahead, double behind) {
    static Handles of(CutInHand cut, int scene) {
        List<ClipInHand> clips = cut.scenes.get(scene).clips;
        ClipInHand first = clips.getFirst();
        ClipInHand last = clips.getLast();
        Join begins = cut.begins(scene);
        Join ends = scene + 1 < cut.scenes.size() ? cut.begins(scene + 1) : Join.cut("", 1);
        return new Handles(
                begins.isCut() ? 0 : Math.min(begins.seconds() * first.speed(), first.airAtStart()),
                ends.overlaps() ? Math.min(ends.seconds() * last.speed(), last.airAtEnd()) : 0);
    }

    /** Adds them to other clips of a take, as far as there is silence. */
    List<Span> around(List<Span> clips, ScoredTake take) {
        List<Span> spans = new ArrayList<>(clips);
        Span first = spans.getFirst();
        double before = Math.min(ahead, take.voice().silenceBefore(first.start()));
        spans.set(0, new Span(Math.max(0, first.start() - before), first.end()));
        Span last = spans.getLast();
        double duration = take.take().analysis().durationSeconds();
        double after = Math.min(behind, take.voice().silenceBehind(last.end(), duration));
        spans.set(spans.size() - 1, new Span(last.start(), Math.min(duration, last.end() + after)));
        return spans;
    }
}
