package dev.rushes.common.plan.structure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.plan.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of a programme: its frames are exactly those that the whole programme has there.
 *
 * @param start seconds from the programme's start
 * @param end seconds, exclusive; what lies beyond the programme's end is left out
 */
public record ProgrammeRange(Rational start, Rational end) {
    private static final Set<String> FIELDS = Set.of("start", "end");

    public ProgrammeRange {
        if (start.signum() < 0 || end.compareTo(start) <= 0) {
            throw new IllegalArgumentException("a range from " + start + " to " + end);
        }
    }

    /**
     * Reads {@code {start, end}}; what is wrong is added to {@code errors}, and null returned.
     *
     * @param pointer where it stands in its document
     */
    public static @Nullable ProgrammeRange read(
            JsonNode json, String pointer, List<PlanFault> errors) {
        List<PlanFault> unknown = new ArrayList<>();
        JsonCursor at = new JsonCursor(json, pointer, errors, unknown, new ArrayList<>());
        if (!at.isObject("range")) {
            return null;
        }
        at.warnOfFieldsBeyond(FIELDS);
        errors.addAll(unknown);
        if (at.field("start") == null || at.field("end") == null) {
            at.error("a range needs \"start\" and \"end\" in seconds of the programme");
            return null;
        }
        Rational start = at.seconds("start");
        Rational end = at.seconds("end");
        if (start == null || end == null) {
            return null;
        }
        if (start.signum() < 0) {
            at.error("start must not be negative");
            return null;
        }
        if (end.compareTo(start) <= 0) {
            at.error("end must come after start");
            return null;
        }
        return new ProgrammeRange(start, end);
    }

    /** Why there is nothing of it in a programme of that length, or null where there is. */
    public @Nullable String beyond(Rational total) {
        return start.compareTo(total) < 0
                ? null
                : "begins at %s s, after the programme's end at %s s"
                        .formatted(
                                start.toDecimal().toPlainString(),
                                total.toDecimal().toPlainString());
    }

    /** As it stands in a request and in a job's row. */
    public ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("start", start.toDecimal())
                .put("end", end.toDecimal());
    }
}
