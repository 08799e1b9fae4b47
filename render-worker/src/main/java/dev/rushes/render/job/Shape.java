package dev.rushes.render.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.plan.structure.OutputSettings;
import dev.rushes.common.plan.structure.PlanFault;
import dev.rushes.common.plan.structure.PlanLimits;
import dev.rushes.common.plan.structure.Variant;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.render.work.Refused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the videos that an order makes.
 *
 * @param variant what it is asked for by; null where the plan's own shape is the only one
 * @param document the plan in this shape
 */
record Shape(@Nullable String variant, JsonNode document) {

    /** The shapes asked for with the job, else those of the plan, else the plan's own. */
    static List<Shape> of(Order order, OutputSettings output, PlanLimits limits) {
        List<Variant> variants = output.delivery().variants();
        JsonNode asked = order.scope().variants();
        if (asked != null) {
            List<PlanFault> faults = new ArrayList<>();
            variants = Variant.read(asked, "/variants", limits, faults);
            if (!faults.isEmpty()) {
                throw new Refused(
                        ProblemType.PLAN_NOT_RENDERABLE,
                        faults.getFirst().pointer() + ": " + faults.getFirst().detail());
            }
        }
        if (variants.isEmpty()) {
            return List.of(new Shape(null, order.document()));
        }
        return variants.stream()
                .map(variant ->
                        new Shape(
                                variant.name(),
                                variant.applyTo(
                                        order.document(),
                                        variant.size(output.size(), limits.maxSide()))))
                .toList();
    }

    /** What its files are called, before what they are. */
    String fileName(String what) {
        return variant == null ? what : what + "-" + Variant.fileName(variant);
    }
}
