package dev.rushes.api.plan.choice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.planner.Choice;
import dev.rushes.common.plan.EditPlan;

/** What a logged decision says about the row that it is about. */
final class DecisionContext {
    private DecisionContext() {}

    /**
     * Of a row.
     *
     * @param choice as it was decided
     * @param accepted whether a person wanted what stands there now
     */
    static ObjectNode of(EditPlan plan, PlanChoice row, Choice choice, boolean accepted) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.put("accepted", accepted);
        context.put("planId", plan.id.toString());
        context.put("rowId", row.id.toString());
        context.put("pointer", choice.pointer());
        JsonNode evidence = choice.evidence();
        switch (choice.kind()) {
            case TRIM -> {
                learned(context, "in", evidence.path("habitInSeconds"));
                learned(context, "out", evidence.path("habitOutSeconds"));
                learned(context, "decisions", evidence.path("habitDecisions"));
            }
            case TAKE -> learned(context, "take", evidence.at("/parts/habit"));
            case TRANSITION -> learned(context, "transition", evidence.path("habitShare"));
            case LAYERS, MUSIC, ORDER, LENGTH, NOTE -> {}
        }
        return context;
    }

    /** Where the planner followed a habit, so that following it does not unlearn it. */
    private static void learned(ObjectNode context, String what, JsonNode habit) {
        if (!habit.isMissingNode()) {
            context.withObject("/learned").set(what, habit);
        }
    }
}
