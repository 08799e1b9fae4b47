package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How a scene begins, or the programme ends.
 *
 * @param type as in the edit structure
 * @param seconds 0 for a cut
 * @param why for people
 * @param certainty 0 to 1
 */
record Join(String type, double seconds, String why, double certainty) {
    static final String CUT = "cut";

    private static final double USUAL = 0.5;

    /**
     * As it is written at a clip or an edge of a scene.
     *
     * @param half seconds of its shorter neighbour, of which one without a length takes no more
     */
    static Join written(JsonNode at, double half) {
        String type = at.isTextual() ? at.asText() : at.path("type").asText(CUT);
        return type.equals(CUT)
                ? cut("", 1)
                : new Join(type, at.path("duration").asDouble(Math.min(USUAL, half)), "", 1);
    }

    static Join cut(String why, double certainty) {
        return new Join(CUT, 0, why, certainty);
    }

    boolean isCut() {
        return type.equals(CUT);
    }

    /** Whether both neighbours are seen at once. */
    boolean overlaps() {
        return !isCut() && !type.equals("fade_in") && !type.equals("fade_out");
    }

    Join lasting(double shorter) {
        return new Join(type, shorter, why, certainty);
    }

    /** As it stands in a plan. */
    JsonNode shown() {
        if (isCut()) {
            return JsonNodeFactory.instance.textNode(CUT);
        }
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("type", type);
        shown.put("duration", Json.time(seconds));
        return shown;
    }

    String said() {
        return isCut()
                ? "a cut"
                : "%s of %s s"
                        .formatted(type.replace('_', ' '), Json.time(seconds).toPlainString());
    }
}
