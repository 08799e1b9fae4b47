package dev.rushes.common.plan.structure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.plan.Rational;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of several shapes in which a plan is rendered. An aspect keeps the plan's shorter side and counts the longer one
 * from it (of 1920x1080, 9:16 is 1080x1920 and 1:1 is 1080x1080), so that no shape is sharper than another.
 *
 * @param name what the file is asked for by, such as {@code 9:16}; unique in a plan
 * @param aspect width by height, or null where the size is given
 * @param width pixels, or null where the aspect is given
 * @param height pixels, or null where the aspect is given
 * @param fit for clips that do not say their own, or null for the usual
 */
public record Variant(
        String name,
        @Nullable Rational aspect,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Fit fit) {

    /** Variants of one plan. */
    public static final int MOST = 8;

    /** What stands for a variant's name in names of files. */
    public static String fileName(String name) {
        return DeliveryReader.fileName(name);
    }

    /** A size in pixels. */
    public record Size(int width, int height) {}

    /**
     * The size of this shape.
     *
     * @param plan the size that the plan itself has
     * @param maxSide what no side may exceed; the shape is kept
     */
    public Size size(Size plan, int maxSide) {
        if (width != null && height != null) {
            return new Size(width, height);
        }
        if (aspect == null) {
            throw new IllegalStateException("a variant has an aspect or a size");
        }
        Rational shorter = Rational.of(Math.min(plan.width(), plan.height()));
        boolean wide = aspect.compareTo(Rational.ONE) >= 0;
        Rational longer = wide ? shorter.times(aspect) : shorter.dividedBy(aspect);
        if (longer.compareTo(Rational.of(maxSide)) > 0) {
            shorter = shorter.times(maxSide).dividedBy(longer);
            longer = Rational.of(maxSide);
        }
        return wide ? new Size(even(longer), even(shorter)) : new Size(even(shorter), even(longer));
    }

    private static int even(Rational side) {
        return Math.toIntExact(Math.max(16, side.dividedBy(Rational.of(2)).roundHalfUp() * 2));
    }

    /**
     * The plan in this shape: its output's size, and the fit of every clip that does not say its own.
     *
     * @param document a plan that was checked
     */
    public JsonNode applyTo(JsonNode document, Size size) {
        ObjectNode plan = document.deepCopy();
        JsonNode given = plan.get("output");
        ObjectNode output =
                given instanceof ObjectNode object
                        ? object
                        : plan.set("output", JsonNodeFactory.instance.objectNode())
                                .withObject("/output");
        output.put("width", size.width()).put("height", size.height()).remove("variants");
        if (fit != null) {
            for (JsonNode scene : plan.path("scenes")) {
                for (JsonNode clip : scene.path("clips")) {
                    if (clip instanceof ObjectNode object && object.path("fit").isMissingNode()) {
                        object.put("fit", fit.wireName());
                    }
                }
            }
        }
        return plan;
    }

    /** As it stands in a plan and in a job's row. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", name);
        if (aspect != null) {
            json.put("aspect", aspect.numerator() + ":" + aspect.denominator());
        }
        if (width != null && height != null) {
            json.put("width", width).put("height", height);
        }
        if (fit != null) {
            json.put("fit", fit.wireName());
        }
        return json;
    }

    public static ArrayNode toJson(List<Variant> variants) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        variants.forEach(variant -> json.add(variant.toJson()));
        return json;
    }

    /**
     * Reads variants that stand alone, as in a request; what is wrong is added to {@code errors}.
     *
     * @param pointer where they stand in their document
     */
    public static List<Variant> read(
            JsonNode json, String pointer, PlanLimits limits, List<PlanFault> errors) {
        List<PlanFault> warnings = new ArrayList<>();
        List<Variant> variants =
                DeliveryReader.variants(
                        new JsonCursor(json, pointer, errors, warnings, new ArrayList<>()),
                        limits.maxSide());
        // A request may not say what nobody reads.
        errors.addAll(warnings);
        return variants;
    }
}
