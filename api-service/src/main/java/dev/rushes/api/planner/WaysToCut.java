package dev.rushes.api.planner;

import dev.rushes.api.planner.Cut.Moved;
import dev.rushes.api.planner.Material.Habits;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists the ways in which a scene can be cut from its take, with what each costs. */
final class WaysToCut {
    private static final double[] TIGHTER = {0.8, 0.5, 0.3, 0.2};

    /** The first is not seen: under two frames at either end. */
    private static final double[] AIR = {0.08, 0.2, 0.3, 0.45, 0.6, 0.8, 1, 1.25, 1.5, 2, 3};

    private static final double[] STRETCHES = {0.4, 0.55, 0.7, 0.85, 1.15, 1.35, 1.6, 2, 3};
    private static final double LEAST = 0.5;

    /** Seconds; no clip is shorter. */
    private static final double SHORTEST = 0.2;

    /** Fewer and fewer phrases are tried only so far; a scene that must lose more is too long in its script. */
    private static final int MOST_DROPPED = 12;

    private static final double DROPPED = 2;
    private static final double CLOSED = 0.15;
    private static final double OPENED = 0.1;

    private final PlannerSettings settings;
    private final Pacing pacing;
    private final Habits habits;

    WaysToCut(PlannerSettings settings, Pacing pacing, Habits habits) {
        this.settings = settings;
        this.pacing = pacing;
        this.habits = habits;
    }

    /**
     * Every way, the natural one first.
     *
     * @param wanted seconds that the script gives the scene, or null
     */
    List<Cut> of(ScoredTake take, @Nullable Double wanted) {
        return take.voice().speaks() && take.parts().containsKey("completeness")
                ? spoken(take)
                : shown(take, wanted);
    }

    private List<Cut> spoken(ScoredTake take) {
        List<Span> phrases = take.voice().phrases();
        Map<List<Span>, Cut> ways = new LinkedHashMap<>();
        int natural =
                clips(take, phrases.size(), pacing.longestPause(), moved(take, phrases.size()))
                        .size();
        for (int dropped = 0; dropped < Math.min(phrases.size(), MOST_DROPPED); dropped++) {
            int kept = phrases.size() - dropped;
            add(ways, take, kept, dropped, pacing.longestPause(), natural, 0);
            for (double pause : TIGHTER) {
                if (pause < pacing.longestPause()) {
                    add(ways, take, kept, dropped, pause, natural, 0);
                }
            }
        }
        add(ways, take, phrases.size(), 0, Double.MAX_VALUE, natural, 0);
        for (double air : AIR) {
            if (air <= settings.mostAir()) {
                add(ways, take, phrases.size(), 0, pacing.longestPause(), natural, air);
                add(ways, take, phrases.size(), 0, Double.MAX_VALUE, natural, air);
            }
        }
        return List.copyOf(ways.values());
    }

    private void add(
            Map<List<Span>, Cut> ways,
            ScoredTake take,
            int kept,
            int dropped,
            double pause,
            int natural,
            double air) {
        Moved moved = moved(take, kept);
        List<Span> clips = clips(take, kept, pause, moved);
        int cuts = clips.size() - natural;
        double cost = dropped * DROPPED + (cuts > 0 ? cuts * CLOSED : -cuts * OPENED);
        if (dropped > 0) {
            // Fewer phrases have fewer pauses: that is no merit of the way they are cut.
            cost = dropped * DROPPED + Math.max(0, clips.size() - 1) * CLOSED;
        }
        if (air > 0) {
            clips = aired(take, clips, air);
            // Little in many scenes rather than much in one.
            cost += 0.02 + 0.3 * air + 2 * air * air;
        }
        ways.putIfAbsent(clips, new Cut(clips, cost, dropped, clips.size() - 1, air, moved));
    }

    /** By how much both ends can follow the show's habits. */
    private Moved moved(ScoredTake take, int kept) {
        List<Span> phrases = take.voice().phrases().subList(0, kept);
        double end = take.take().analysis().durationSeconds();
        double in = Math.max(0, phrases.getFirst().start() - settings.lead());
        // However late people begin elsewhere, something of the first phrase is left.
        double latest = Math.max(in, Math.min(end, phrases.getFirst().end()) - SHORTEST);
        double out = Math.min(end, phrases.getLast().end() + settings.lead());
        double earliest = Math.min(out, phrases.getLast().start() + SHORTEST);
        return new Moved(
                Math.clamp(in + habits.inSeconds(), 0, latest) - in,
                Math.clamp(out + habits.outSeconds(), earliest, end) - out);
    }

    /** The first phrases, cut where a pause is longer; moved by the show's habits at both ends. */
    private List<Span> clips(ScoredTake take, int kept, double pause, Moved moved) {
        List<Span> phrases = take.voice().phrases().subList(0, kept);
        double lead = settings.lead();
        double end = take.take().analysis().durationSeconds();
        List<Span> clips = new ArrayList<>();
        double from = Math.max(0, phrases.getFirst().start() - lead) + moved.in();
        for (int i = 1; i < phrases.size(); i++) {
            double gap = phrases.get(i).start() - phrases.get(i - 1).end();
            if (gap > pause && phrases.get(i - 1).end() + lead > from + SHORTEST) {
                clips.add(new Span(from, phrases.get(i - 1).end() + lead));
                from = phrases.get(i).start() - lead;
            }
        }
        double last = Math.min(end, phrases.getLast().end() + lead) + moved.out();
        clips.add(new Span(from, Math.clamp(last, Math.min(end, from + SHORTEST), end)));
        return clips;
    }

    private static List<Span> aired(ScoredTake take, List<Span> clips, double air) {
        List<Span> aired = new ArrayList<>(clips);
        double end = take.take().analysis().durationSeconds();
        Span first = aired.getFirst();
        aired.set(0, new Span(Math.max(0, first.start() - air / 2), first.end()));
        Span last = aired.getLast();
        aired.set(aired.size() - 1, new Span(last.start(), Math.min(end, last.end() + air / 2)));
        return aired;
    }

    private List<Cut> shown(ScoredTake take, @Nullable Double wanted) {
        double usual = habits.clipSeconds() == null ? pacing.shot() : habits.clipSeconds();
        double natural = Math.min(wanted == null ? usual : wanted, take.usable().length());
        Map<List<Span>, Cut> ways = new LinkedHashMap<>();
        put(ways, take, natural, 0);
        for (double stretch : STRETCHES) {
            put(
                    ways,
                    take,
                    Math.min(take.usable().length(), Math.max(LEAST, natural * stretch)),
                    Math.abs(Math.log(stretch)));
        }
        return List.copyOf(ways.values());
    }

    private static void put(
            Map<List<Span>, Cut> ways, ScoredTake take, double length, double cost) {
        List<Span> clips = List.of(SteadyPart.best(take.take().analysis(), take.usable(), length));
        ways.putIfAbsent(clips, new Cut(clips, cost, 0, 0, 0, Moved.NOT));
    }
}
