package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes a plan as its reviewer asked, and nothing else of it. */
public final class ReviseCut {
    private final PlannerSettings settings;
    private final Material material;
    private final List<Choice> before;
    private final String text;
    private final Set<String> turnedDown;

    private ReviseCut(
            PlannerSettings settings,
            Material material,
            List<Choice> before,
            String text,
            Set<String> refused) {
        this.settings = settings;
        this.material = material;
        this.before = before;
        this.text = text;
        this.turnedDown = new HashSet<>(refused);
    }

    /**
     * A changed plan.
     *
     * @param said what was changed, in words; empty where nothing could be
     * @param choices of the new plan
     */
    public record Revision(ObjectNode structure, List<String> said, List<Choice> choices) {
        public Revision {
            said = List.copyOf(said);
            choices = List.copyOf(choices);
        }

        /** The same with what a person should know of how the feedback was read. */
        public Revision warned(List<String> warnings) {
            List<Choice> all = new ArrayList<>(choices);
            warnings.forEach(warning -> all.add(ClaudePlanner.warned(warning)));
            return new Revision(structure, said, all);
        }
    }

    /**
     * Changes a plan.
     *
     * @param structure of the rejected plan
     * @param before its choices; empty where people wrote it
     * @param feedback what to change, without {@link Feedback#OTHER}
     * @param text the reviewer's words
     * @param refused keys of takes that reviewers of the plans before it did not want; they come back only by name
     */
    public static Revision revised(
            PlannerSettings settings,
            Material material,
            JsonNode structure,
            List<Choice> before,
            Set<Feedback> feedback,
            String text,
            Set<String> refused) {
        return new ReviseCut(settings, material, before, text, refused)
                .revised(structure, feedback);
    }

    private Revision revised(JsonNode structure, Set<Feedback> feedback) {
        ScoreTakes scoring = new ScoreTakes(settings, material.habits().taste());
        Map<SceneTakes, List<ScoredTake>> scored = new HashMap<>();
        GroupTakes.of(material).forEach(group -> scored.put(group, scoring.of(group)));
        CutInHand cut = new CutInHand(structure, scored, before);
        Set<String> said = new LinkedHashSet<>();
        Double target = null;
        for (Feedback each : feedback) {
            Revising revising = revising(each).orElse(null);
            if (revising instanceof ReviseLength length) {
                target = length.wanted(cut.seconds());
            }
            if (revising != null) {
                said.addAll(revising.change(cut));
            }
        }
        return written(cut, structure, said, target);
    }

    private Revision written(
            CutInHand cut, JsonNode structure, Set<String> said, @Nullable Double target) {
        ObjectNode document = cut.document();
        List<Choice> choices =
                new RevisedChoices(cut, before, structure, material, turnedDown, text, target)
                        .of(document);
        return new Revision(document, List.copyOf(said), choices);
    }

    private Optional<Revising> revising(Feedback feedback) {
        return switch (feedback) {
            case PACING_TOO_SLOW -> Optional.of(new RevisePace(settings, true));
            case PACING_TOO_FAST -> Optional.of(new RevisePace(settings, false));
            case TRANSITIONS_JARRING -> Optional.of(new ReviseJoins());
            case WRONG_CLIPS ->
                    Optional.of(
                            new ReviseTakes(settings, material.habits(), text, before, turnedDown));
            case TOO_LONG -> Optional.of(new ReviseLength(settings, material.habits(), text, true));
            case TOO_SHORT ->
                    Optional.of(new ReviseLength(settings, material.habits(), text, false));
            case AUDIO_ISSUES -> Optional.of(new ReviseSound());
            case TEXT_ISSUES -> Optional.of(new ReviseText(text));
            case OTHER -> Optional.empty();
        };
    }
}
