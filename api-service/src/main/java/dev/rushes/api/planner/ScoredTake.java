package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.planner.Material.Take;
import dev.rushes.common.footage.Span;
import java.util.Comparator;
import java.util.Map;

/**
 * A take and how good it is.
 *
 * @param usable the part of it that would be shown
 * @param parts every measure, 0 to 1, in the order of the settings
 * @param score 0 to 1
 */
record ScoredTake(Take take, Voice voice, Span usable, Map<String, Double> parts, double score) {
    /** A person's choice first, then the better one, then the later one. */
    static final Comparator<ScoredTake> BEST_FIRST =
            Comparator.comparing((ScoredTake scored) -> scored.take.chosenBy() == null)
                    .thenComparing(ScoredTake::score, Comparator.reverseOrder())
                    .thenComparing(
                            scored -> scored.take.number(),
                            Comparator.nullsLast(Comparator.<Integer>reverseOrder()))
                    .thenComparing(scored -> scored.take.s3Key());

    /** The measure that speaks most against it. */
    Map.Entry<String, Double> weakest() {
        return parts.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .orElseThrow(() -> new IllegalStateException("nothing was measured"));
    }

    ObjectNode shown() {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("take", take.said());
        shown.put("score", Json.score(score));
        ObjectNode all = shown.putObject("parts");
        parts.forEach((name, value) -> all.put(name, Json.score(value)));
        return shown;
    }
}
