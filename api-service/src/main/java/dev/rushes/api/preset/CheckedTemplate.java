package dev.rushes.api.preset;

import dev.rushes.common.layer.LayerTemplate;
import dev.rushes.common.plan.structure.PlanFault;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The template of a request, found good.
 *
 * @param placeholders in the order in which the request lists them, or by name
 * @param kinds see {@link TemplateCheck#kinds}
 * @param warnings with pointers into the request
 */
record CheckedTemplate(
        List<String> placeholders, Map<String, String> kinds, List<Problem.Fault> warnings) {
    /**
     * Goes on only with a template that can be filled in and rendered.
     *
     * @throws ProblemException 422 with every fault
     */
    static CheckedTemplate of(PresetRequest request) {
        TemplateCheck check = TemplateCheck.of(request.layerTemplate());
        List<Problem.Fault> faults = new ArrayList<>(faults("/layerTemplate", check.errors()));
        List<String> declared = request.placeholders();
        if (declared != null) {
            faults.addAll(
                    faults(
                            "/placeholders",
                            TemplateCheck.mismatches(request.layerTemplate(), declared)));
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, "The preset is not valid.", faults);
        }
        return new CheckedTemplate(
                declared == null
                        ? List.copyOf(LayerTemplate.placeholders(request.layerTemplate()))
                        : List.copyOf(declared),
                check.kinds(),
                faults("/layerTemplate", check.warnings()));
    }

    private static List<Problem.Fault> faults(String place, List<PlanFault> faults) {
        return faults.stream()
                .map(fault -> new Problem.Fault(place + fault.pointer(), fault.detail()))
                .toList();
    }
}
