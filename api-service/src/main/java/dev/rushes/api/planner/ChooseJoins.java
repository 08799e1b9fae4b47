package dev.rushes.api.planner;

import dev.rushes.api.planner.Material.Habits;
import dev.rushes.common.plan.structure.Transition;
import dev.rushes.common.show.EnergyLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses how scenes give way to each other: by what they are, by their energy, the pacing and the show's habits. */
final class ChooseJoins {
    /** Decisions or videos are too few to go by below this share of one kind. */
    private static final double HABIT = 0.8;

    private final Pacing pacing;
    private final Habits habits;

    ChooseJoins(Pacing pacing, Habits habits) {
        this.pacing = pacing;
        this.habits = habits;
    }

    /** The beginning of each scene, and at last the end of the programme. */
    List<Join> of(List<SceneTakes> scenes) {
        List<Join> joins = new ArrayList<>();
        joins.add(
                new Join(
                        "fade_in",
                        pacing == Pacing.FAST ? 0.25 : 0.5,
                        "The programme comes up from black.",
                        0.85));
        for (int i = 1; i < scenes.size(); i++) {
            joins.add(between(scenes.get(i - 1), scenes.get(i)));
        }
        joins.add(
                new Join(
                        "fade_out",
                        pacing == Pacing.FAST ? 0.3 : 0.6,
                        "The programme ends in black.",
                        0.85));
        return joins;
    }

    private Join between(SceneTakes before, SceneTakes after) {
        EnergyLevel energy = energy(after);
        boolean otherPart = !before.type().equals(after.type());
        Join join;
        if (after.type().equals("transition") && pacing != Pacing.FAST) {
            join =
                    new Join(
                            "fade_black",
                            pacing.dissolve(),
                            "The script has a transition here.",
                            0.8);
        } else if (pacing == Pacing.FAST) {
            join = Join.cut("The pacing is fast: scenes cut.", 0.9);
        } else if (energy == EnergyLevel.HIGH) {
            join = Join.cut("The next scene has high energy: it begins with a cut.", 0.9);
        } else if (otherPart) {
            join =
                    dissolve(
                            "From %s to %s: the parts of the programme melt into each other."
                                    .formatted(before.type(), after.type()),
                            0.8);
        } else if (energy == EnergyLevel.LOW) {
            join = dissolve("The next scene has low energy.", 0.75);
        } else if (pacing == Pacing.SLOW) {
            join = dissolve("The pacing is slow.", 0.75);
        } else {
            join = Join.cut("Two scenes of one part at the same energy: a plain cut.", 0.9);
        }
        return habitual(join);
    }

    private Join dissolve(String why, double certainty) {
        return new Join("dissolve", pacing.dissolve(), why, certainty);
    }

    /** Nearly always the same is a habit; what the script itself wants is not touched. */
    private Join habitual(Join join) {
        boolean chosen = !habits.transitions().isEmpty();
        if (!chosen && join.isCut()) {
            return join;
        }
        Map.Entry<String, Double> most =
                (chosen ? habits.transitions() : habits.gradual())
                        .entrySet().stream()
                                .max(
                                        Map.Entry.<String, Double>comparingByValue()
                                                .thenComparing(Map.Entry.comparingByKey()))
                                .orElse(null);
        if (most == null
                || most.getValue() < HABIT
                || !(join.isCut() || join.type().equals("dissolve"))) {
            return join;
        }
        String usual = planned(most.getKey());
        if (usual.equals(join.type())) {
            return join;
        }
        String share =
                (chosen ? "%.0f %% of its transitions" : "%.0f %% of its videos' gradual changes")
                        .formatted(100 * most.getValue());
        if (usual.equals(Join.CUT)) {
            return Join.cut("This show cuts: " + share + ".", 0.9);
        }
        Join habit = new Join(usual, pacing.dissolve(), "", 0.9);
        return Transition.named(usual, null).isPresent() && habit.overlaps()
                ? new Join(
                        usual,
                        pacing.dissolve(),
                        usual.equals("dissolve")
                                ? "This show dissolves: " + share + "."
                                : "This show likes %s: %s."
                                        .formatted(usual.replace('_', ' '), share),
                        0.9)
                : join;
    }

    /** Share of the one transition that the show's people nearly always choose, where it is of this type. */
    static Optional<Double> habit(Habits habits, Join join) {
        return habits.transitions().entrySet().stream()
                .filter(each ->
                        each.getValue() >= HABIT && planned(each.getKey()).equals(join.type()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** What is seen in videos has no direction. */
    static String planned(String kind) {
        return switch (kind) {
            case "wipe" -> "wipe_left";
            case "fade" -> "fade_black";
            default -> kind;
        };
    }

    private static EnergyLevel energy(SceneTakes scene) {
        return scene.scripted() == null || scene.scripted().energy() == null
                ? EnergyLevel.MEDIUM
                : scene.scripted().energy();
    }
}
