package dev.rushes.api.planner;

import dev.rushes.api.planner.CutInHand.Piece;
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
    private record Fitted(int index, SceneInHand scene, ScoredTake take, List<ClipInHand> was) {}

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
            SceneInHand scene = cut.scenes.get(i);
            ScoredTake take = scene.onlyTake();
            double speed = scene.clips.getFirst().speed();
            if (take == null || scene.clips.stream().anyMatch(clip -> clip.speed() != speed)) {
                continue;
            }
            double length = bare(cut, i, speed);
            fixed -= length;
            scenes.add(new Fitted(i, scene, take, List.copyOf(scene.clips)));
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
            List<Span> spans = Handles.of(cut, fitted.index()).around(way.clips(), fitted.take());
            cut.recut(
                    fitted.scene(),
                    fitted.take(),
                    spans.stream().map(span -> Piece.of(span, 0, fitted.was())).toList());
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
    private static double bare(CutInHand cut, int scene, double speed) {
        Handles handles = Handles.of(cut, scene);
        double length = cut.scenes.get(scene).clips.stream().mapToDouble(ClipInHand::seconds).sum();
        return length - (handles.ahead() + handles.behind()) / speed;
    }
}
