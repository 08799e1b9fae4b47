package dev.rushes.api.planner;

import dev.rushes.api.planner.Material.Scripted;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Plans by rules: the same material and brief give the same plan, without a model and without a network. */
public final class RulesPlanner implements EditPlanner {
    /** What stands in a plan's {@code generatedBy}. */
    public static final String NAME = "rules";

    private static final double SHORTEST_JOIN = 0.2;

    private final PlannerSettings settings;

    public RulesPlanner(PlannerSettings settings) {
        this.settings = settings;
    }

    @Override
    public Proposal plan(Material material, Brief brief) {
        return plan(material, brief, Guidance.NONE);
    }

    /** The same where somebody has decided some of it already. */
    Proposal plan(Material material, Brief brief, Guidance guidance) {
        List<SceneTakes> scenes = guidance.ordered(GroupTakes.of(material));
        if (scenes.isEmpty()) {
            throw new IllegalArgumentException("no takes");
        }
        Pacing pacing = brief.pacing(material.habits().taste());
        ScoreTakes scoring = new ScoreTakes(settings, material.habits().taste());
        List<List<ScoredTake>> ranked = new ArrayList<>();
        Map<UUID, Double> scores = new HashMap<>();
        for (SceneTakes scene : scenes) {
            List<ScoredTake> takes = guidance.ranked(scoring.of(scene));
            takes.forEach(take -> scores.put(take.take().id(), take.score()));
            ranked.add(takes);
        }
        List<Join> joins = new ChooseJoins(pacing, material.habits()).of(scenes);
        Double target = target(scenes, brief);
        List<@Nullable Double> wanted = wanted(scenes, target);
        WaysToCut ways = new WaysToCut(settings, pacing, material.habits());
        List<List<Cut>> all = new ArrayList<>();
        for (int i = 0; i < scenes.size(); i++) {
            all.add(ways.of(ranked.get(i).getFirst(), wanted.get(i)));
        }
        // What transitions need is known only when scenes are cut, and the other way round: their
        // room
        // is estimated with the natural cuts, then the lengths are fitted to what is left.
        List<Cut> natural = all.stream().map(List::getFirst).toList();
        double room = Room.of(ranked, natural, joins).added();
        List<Cut> cuts =
                FitLengths.fitted(
                        all, wanted, target == null ? null : Math.max(0.1, target - room));
        Room made = Room.of(ranked, cuts, joins);
        ChooseLayers layers = new ChooseLayers(material, settings);
        List<PlannedScene> planned = new ArrayList<>();
        for (int i = 0; i < scenes.size(); i++) {
            planned.add(
                    new PlannedScene(
                            scenes.get(i),
                            ranked.get(i),
                            cuts.get(i),
                            made.clips().get(i),
                            made.joins().get(i),
                            guidance.layers(
                                    scenes.get(i),
                                    layers.of(scenes.get(i), ranked.get(i).getFirst()))));
        }
        LayOver over =
                new LayOver(
                        material.habits().taste().overlaid(),
                        material.logo(),
                        guidance.presets().keySet());
        return new WriteProposal(material, brief, settings, target)
                .of(over.over(planned), made.joins().getLast(), scores);
    }

    /** What the request wishes, else what the script adds up to. */
    private static @Nullable Double target(List<SceneTakes> scenes, Brief brief) {
        if (brief.targetSeconds() != null) {
            return brief.targetSeconds();
        }
        double sum = 0;
        for (SceneTakes scene : scenes) {
            Scripted scripted = scene.scripted();
            if (scripted == null || scripted.targetSeconds() == null) {
                return null;
            }
            sum += scripted.targetSeconds();
        }
        return sum > 0 ? sum : null;
    }

    /** The script's share of each scene in the programme's length. */
    private static List<@Nullable Double> wanted(List<SceneTakes> scenes, @Nullable Double target) {
        double sum =
                scenes.stream()
                        .map(SceneTakes::scripted)
                        .filter(scripted -> scripted != null && scripted.targetSeconds() != null)
                        .mapToDouble(scripted -> scripted.targetSeconds())
                        .sum();
        List<@Nullable Double> wanted = new ArrayList<>();
        for (SceneTakes scene : scenes) {
            Scripted scripted = scene.scripted();
            Double own = scripted == null ? null : scripted.targetSeconds();
            boolean all =
                    scenes.stream()
                            .allMatch(each ->
                                    each.scripted() != null
                                            && each.scripted().targetSeconds() != null);
            wanted.add(own == null ? null : target != null && all ? own * target / sum : own);
        }
        return wanted;
    }

    /**
     * Clips with room for their transitions: silence beside the words is what melts.
     *
     * @param joins as long as there is room for them
     * @param added seconds by which the programme is longer than its cuts
     */
    private record Room(List<List<Span>> clips, List<Join> joins, double added) {
        static Room of(List<List<ScoredTake>> takes, List<Cut> cuts, List<Join> wished) {
            List<List<Span>> clips = new ArrayList<>();
            List<Join> joins = new ArrayList<>();
            double added = 0;
            for (int i = 0; i < cuts.size(); i++) {
                clips.add(new ArrayList<>(cuts.get(i).clips()));
            }
            for (int i = 0; i <= cuts.size(); i++) {
                Join join = wished.get(i);
                double before =
                        i == 0 ? Double.MAX_VALUE : after(takes.get(i - 1), cuts.get(i - 1));
                double behind =
                        i == cuts.size() ? Double.MAX_VALUE : ahead(takes.get(i), cuts.get(i));
                double shortest =
                        Math.min(
                                i == 0 ? Double.MAX_VALUE : clips.get(i - 1).getLast().length(),
                                i == cuts.size()
                                        ? Double.MAX_VALUE
                                        : clips.get(i).getFirst().length());
                if (!join.isCut()) {
                    double seconds =
                            Math.min(
                                    Math.min(join.seconds(), shortest / 2),
                                    Math.min(before, behind));
                    join =
                            seconds < SHORTEST_JOIN
                                    ? Join.cut(
                                            "There is no silence beside the words for a "
                                                    + join.type().replace('_', ' ')
                                                    + ".",
                                            0.8)
                                    : join.lasting(rounded(seconds));
                }
                if (!join.isCut()) {
                    added += join.seconds();
                    if (i > 0) {
                        List<Span> left = clips.get(i - 1);
                        Span last = left.removeLast();
                        left.add(new Span(last.start(), last.end() + join.seconds()));
                    }
                    if (i < cuts.size()) {
                        List<Span> right = clips.get(i);
                        Span first = right.removeFirst();
                        right.addFirst(
                                new Span(Math.max(0, first.start() - join.seconds()), first.end()));
                    }
                }
                joins.add(join);
            }
            return new Room(
                    clips.stream()
                            .map(spans -> spans.stream().map(Room::rounded).toList())
                            .toList(),
                    joins,
                    added);
        }

        /** Seconds of silence behind the scene's last clip. */
        private static double after(List<ScoredTake> takes, Cut cut) {
            ScoredTake take = takes.getFirst();
            return take.voice()
                    .silenceBehind(
                            cut.clips().getLast().end(), take.take().analysis().durationSeconds());
        }

        /** Seconds of silence before its first. */
        private static double ahead(List<ScoredTake> takes, Cut cut) {
            return takes.getFirst().voice().silenceBefore(cut.clips().getFirst().start());
        }

        private static double rounded(double seconds) {
            return Math.floor(seconds * 100) / 100;
        }

        private static Span rounded(Span span) {
            return new Span(
                    Math.round(span.start() * 1000) / 1000.0,
                    Math.round(span.end() * 1000) / 1000.0);
        }
    }
}
