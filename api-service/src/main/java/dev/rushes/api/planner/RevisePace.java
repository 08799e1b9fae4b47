package dev.rushes.api.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes a programme quicker (cuts for transitions, pauses out) or calmer (pauses back, air, dissolves).
 *
 * @param quicker else calmer
 */
record RevisePace(PlannerSettings settings, boolean quicker) implements Revising {
    private static final double BREATH = 0.2;
    private static final double CALMER_AIR = 0.35;
    private static final double SPEED_UP = 1.06;

    /** Of plans. */
    private static final double FASTEST = 4;

    @Override
    public List<String> change(CutInHand cut) {
        List<String> said = new ArrayList<>();
        if (quicker) {
            quicken(cut, said);
        } else {
            calm(cut, said);
        }
        return said;
    }

    private void quicken(CutInHand cut, List<String> said) {
        int cuts = 0;
        for (int i = 1; i < cut.scenes.size(); i++) {
            if (!cut.begins(i).isCut() && cut.begin(i, Join.CUT, 0)) {
                cuts++;
            }
        }
        Revising.say(said, cuts, "%d transition became a cut", "%d transitions became cuts");
        double before = cut.seconds();
        int closed = InnerCuts.tightened(cut, Pacing.FAST.longestPause(), settings.lead());
        if (closed == 0) {
            closed = InnerCuts.tightened(cut, BREATH, settings.lead());
        }
        Revising.say(said, closed, "%d pause was cut out", "%d pauses were cut out");
        if (cuts == 0 && before - cut.seconds() < 0.02 * before) {
            faster(cut, said);
        }
    }

    private static void faster(CutInHand cut, List<String> said) {
        double before = cut.seconds();
        for (SceneInHand scene : cut.scenes) {
            for (ClipInHand clip : scene.clips) {
                // Two decimals, as it is written: what is counted is what is played.
                double speed = Json.score(Math.min(FASTEST, clip.speed() * SPEED_UP)).doubleValue();
                clip.speed(Math.max(clip.speed(), speed));
            }
        }
        double gained = before / cut.seconds() - 1;
        if (gained > 0.001) {
            said.add(
                    String.format(
                            Locale.ROOT,
                            "there was no silence left to cut, so the clips play %.0f %% faster",
                            100 * gained));
        }
    }

    private static void calm(CutInHand cut, List<String> said) {
        Revising.say(said, InnerCuts.merged(cut), "%d pause came back", "%d pauses came back");
        int aired = 0;
        for (SceneInHand scene : cut.scenes) {
            ClipInHand first = scene.clips.getFirst();
            ClipInHand last = scene.clips.getLast();
            double ahead = Math.min(CALMER_AIR, first.before());
            double behind = Math.min(CALMER_AIR, last.behind());
            if (ahead + behind > 0.05) {
                first.start -= ahead;
                last.end += behind;
                aired++;
            }
        }
        Revising.say(
                said,
                aired,
                "%d scene has more air around its words",
                "%d scenes have more air around their words");
        int dissolves = 0;
        for (int i = 1; i < cut.scenes.size(); i++) {
            if (cut.begins(i).isCut() && cut.begin(i, "dissolve", Pacing.SLOW.dissolve())) {
                dissolves++;
            }
        }
        Revising.say(said, dissolves, "%d cut became a dissolve", "%d cuts became dissolves");
    }
}
