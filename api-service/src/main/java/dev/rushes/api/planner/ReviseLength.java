package dev.rushes.api.planner;

import dev.rushes.api.planner.CutInHand.Clip;
import dev.rushes.api.planner.CutInHand.Piece;
import dev.rushes.api.planner.CutInHand.Scene;
import dev.rushes.api.planner.Material.Habits;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Fits a programme to another length: scenes are cut anew from the takes that they show.
 *
 * @param text the reviewer's words, which may say a length
 * @param shorter else longer
 */
record ReviseLength(PlannerSettings settings, Habits habits, String text, boolean shorter)
        implements Revising {
    private static final double USUAL_CHANGE = 0.15;
    private static final double LEAST_CHANGE = 0.05;

    /** Seconds that the reviewer wishes, of a programme of that many seconds. */
    double wanted(double now) {
        return Feedback.wantedLength(text, now, shorter)
                .filter(seconds -> shorter == seconds < now)
                .orElse(now * (1 + (shorter ? -USUAL_CHANGE : USUAL_CHANGE)));
    }

    /** A scene that is cut anew, and how it was. */
    private record Fitted(
            int index, Scene scene, ScoredTake take, List<Clip> was, double speed) {}

    @Override
    public List<String> change(CutInHand cut) {
        double now = cut.seconds();
        double wanted = wanted(now);
        WaysToCut ways = new WaysToCut(settings, shorter ? Pacing.MEDIUM : Pacing.SLOW, habits);
        List<Fitted> scenes = new ArrayList<>();
        List<List<Cut>> all = new ArrayList<>();
        List<@Nullable Double> each = new ArrayList<>();
        IdentityHashMap<Cut, Cut> played = new IdentityHashMap<>();
        double fixed = now;
        for (int i = 0; i < cut.scenes.size(); i++) {
            Scene scene = cut.scenes.get(i);
            ScoredTake take = scene.onlyTake();
            double speed = scene.clips.getFirst().speed();
            if (take == null || scene.clips.stream().anyMatch(clip -> clip.speed() != speed)) {
                continue;
            }
            double length = bare(cut, i);
            fixed -= length;
            scenes.add(new Fitted(i, scene, take, List.copyOf(scene.clips), speed));
            List<Cut> inProgramme = new ArrayList<>();
            for (Cut way : ways.of(take, length * speed * wanted / now)) {
                Cut shown = way.playedAt(speed);
                played.put(shown, way);
                inProgramme.add(shown);
            }
            all.add(inProgramme);
            each.add(length * wanted / now);
        }
        if (scenes.isEmpty()) {
            return List.of();
        }
        List<Cut> cuts = FitLengths.fitted(all, each, Math.max(0.1, wanted - fixed));
        for (int i = 0; i < scenes.size(); i++) {
            Fitted fitted = scenes.get(i);
            Cut way = played.getOrDefault(cuts.get(i), cuts.get(i));
            List<Span> spans = withHandles(cut, way.clips(), fitted);
            cut.recut(
                    fitted.scene(),
                    fitted.take(),
                    spans.stream().map(span -> Piece.of(span, fitted.was())).toList());
            fitted.scene().follow(way.moved());
        }
        double made = cut.seconds();
        if (shorter ? made >= now - LEAST_CHANGE : made <= now + LEAST_CHANGE) {
            scenes.forEach(fitted -> fitted.scene().restore(fitted.was()));
            return List.of();
        }
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%.1f s %s: %.1f s instead of %.1f s",
                        Math.abs(now - made),
                        shorter ? "shorter" : "longer",
                        made,
                        now));
    }

    /** Seconds of a scene in the programme without what its transitions take of the silence. */
    private static double bare(CutInHand cut, int scene) {
        double length = cut.scenes.get(scene).clips.stream().mapToDouble(Clip::seconds).sum();
        return length - handle(cut, scene, true) - handle(cut, scene, false);
    }

    private static double handle(CutInHand cut, int scene, boolean ahead) {
        int index = ahead ? scene : scene + 1;
        if (index >= cut.scenes.size()) {
            return 0;
        }
        Join join = cut.begins(index);
        if (join.isCut() || !(ahead || join.overlaps())) {
            return 0;
        }
        List<Clip> clips = cut.scenes.get(scene).clips;
        Clip clip = ahead ? clips.getFirst() : clips.getLast();
        double air = ahead ? clip.airAtStart() : clip.airAtEnd();
        return Math.min(join.seconds(), air / clip.speed());
    }

    private static List<Span> withHandles(CutInHand cut, List<Span> clips, Fitted fitted) {
        List<Span> spans = new ArrayList<>(clips);
        ScoredTake take = fitted.scene().onlyTake();
        double duration = take == null ? 0 : take.take().analysis().durationSeconds();
        double ahead = handle(cut, fitted.index(), true) * fitted.speed();
        double behind = handle(cut, fitted.index(), false) * fitted.speed();
        Span first = spans.getFirst();
        spans.set(0, new Span(Math.max(0, first.start() - ahead), first.end()));
        Span last = spans.getLast();
        spans.set(
                spans.size() - 1, new Span(last.start(), Math.min(duration, last.end() + behind)));
        return spans;
    }
}
