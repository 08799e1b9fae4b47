package dev.rushes.api.layer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.layer.LayerTemplate;
import dev.rushes.common.layer.MissingPlaceholders;
import dev.rushes.common.plan.structure.PlanFault;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A preset's template with its placeholders filled in. The caller sent values, not layers: faults of the layers are told
 * of the values that they come from.
 *
 * @param places where in the template which placeholders stand
 */
record FilledTemplate(JsonNode layers, Map<String, Set<String>> places) {
    private static final String VALUES = "/values/";

    /**
     * Fills in a template.
     *
     * @throws ProblemException 422 naming every placeholder without a value and every value without a placeholder
     */
    static FilledTemplate of(JsonNode template, Map<String, JsonNode> given) {
        Map<String, JsonNode> values = new HashMap<>(given);
        values.values().removeIf(JsonNode::isNull);
        Set<String> names = LayerTemplate.placeholders(template);
        List<Problem.Fault> faults = new ArrayList<>();
        for (String name : names) {
            if (!values.containsKey(name)) {
                faults.add(
                        new Problem.Fault(
                                VALUES + name, "the placeholder {{" + name + "}} has no value"));
            }
        }
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                faults.add(
                        new Problem.Fault(
                                VALUES + name.replace("~", "~0").replace("/", "~1"),
                                "the preset has no such placeholder"));
            }
        }
        Map<String, Set<String>> places = LayerTemplate.places(template);
        if (faults.isEmpty()) {
            try {
                return new FilledTemplate(LayerTemplate.resolve(template, values), places);
            } catch (MissingPlaceholders e) {
                // All are there, so a list or an object stands inside a text.
                e.faults().stream()
                        .map(fault -> told(fault, places))
                        .distinct()
                        .forEach(faults::add);
            }
        }
        throw new ProblemException(ProblemType.INVALID, "The values are not valid.", faults);
    }

    /** A fault of the layers, told of the value that it comes from. */
    Problem.Fault told(PlanFault fault) {
        return told(fault, places);
    }

    private static Problem.Fault told(PlanFault fault, Map<String, Set<String>> places) {
        String at = fault.pointer();
        Optional<String> name =
                places.entrySet().stream()
                        .filter(place ->
                                place.getKey().equals(at)
                                        || at.startsWith(place.getKey() + "/")
                                        || place.getKey().startsWith(at + "/"))
                        .map(place -> place.getValue().iterator().next())
                        .findFirst();
        return new Problem.Fault(
                name.map(found -> VALUES + found).orElse("/presetId"),
                fault.detail() + " (at " + at + " of the layers)");
    }
}
