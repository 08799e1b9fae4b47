package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the planner decided.
 *
 * @param pointer JSON pointer of what it decided in the edit structure; empty for the whole
 * @param takeId row of the take that it is about, or null
 * @param what was chosen, for people
 * @param why one sentence, for people
 * @param evidence times in source seconds, scores, script lines
 * @param confidence 0 to 1
 * @param chosen what stands in the structure
 * @param alternates what else could stand there, the best first
 */
public record Choice(
        Kind kind,
        String pointer,
        @Nullable UUID takeId,
        String what,
        String why,
        ObjectNode evidence,
        double confidence,
        ObjectNode chosen,
        List<Alternate> alternates) {
    public Choice {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("no confidence: " + confidence);
        }
        alternates = List.copyOf(alternates);
    }

    /** Something that a person should know. */
    static Choice note(String what, String why, ObjectNode evidence, double confidence) {
        return new Choice(
                Kind.NOTE,
                "",
                null,
                what,
                why,
                evidence,
                confidence,
                JsonNodeFactory.instance.objectNode(),
                List.of());
    }

    /** What a choice is about. */
    public enum Kind {
        /** In which order the scenes stand. */
        ORDER(1, "REORDER_CLIPS"),
        /** Which take a clip shows. */
        TAKE(6, "SELECT_TAKE"),
        /** Where a clip begins and ends in its take. */
        TRIM(4, "TRIM_CLIP"),
        /** How long the programme is. */
        LENGTH(2, "CHANGE_LENGTH"),
        /** How a scene begins or the programme ends. */
        TRANSITION(1, "CHANGE_TRANSITION"),
        /** What lies over and under the clips of a scene. */
        LAYERS(0.5, "CHANGE_LAYERS"),
        /** The programme's music. */
        MUSIC(0.5, "CHANGE_MUSIC"),
        /** Something that a person should know. */
        NOTE(2, "NOTE");

        private final double weight;
        private final String action;

        Kind(double weight, String action) {
            this.weight = weight;
            this.action = action;
        }

        /** How much it counts in the confidence of a plan. */
        double weight() {
            return weight;
        }

        /** The word under which a person's decision about it is logged. */
        public String action() {
            return action;
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Another choice.
     *
     * @param id unique among the alternates of its choice
     * @param what it is, for people
     * @param score 0 to 1, comparable within the choice
     * @param change what would stand in the structure
     */
    public record Alternate(String id, String what, double score, ObjectNode change) {}
}
