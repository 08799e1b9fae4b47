package dev.rushes.common.plan.structure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a plan document found.
 *
 * @param errors why it cannot be rendered; empty where it can
 * @param warnings what a person should know all the same
 * @param programme the resolved parts; null where there are errors or a needed length is not known yet
 */
public record PlanCheck(
        List<PlanFault> errors,
        List<PlanFault> warnings,
        EditStructure structure,
        @Nullable Programme programme) {
    public PlanCheck {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    public boolean isValid() {
        return errors.isEmpty();
    }

    /** The fields that are read of each kind of object, such as document, scene, clip or layers. */
    public static Map<String, Set<String>> knownFields() {
        return EditStructureReader.knownFields();
    }

    /** Reads and checks a document: form first, then meaning against the sources; every fault in one pass. */
    public static PlanCheck of(JsonNode document, SourceCatalog sources, PlanLimits limits) {
        List<PlanFault> errors = new ArrayList<>();
        List<PlanFault> warnings = new ArrayList<>();
        EditStructure structure = new EditStructureReader(limits).read(document, errors, warnings);
        Programme programme =
                new ProgrammeBuilder(structure, sources, limits, errors, warnings).build();
        return new PlanCheck(errors, warnings, structure, errors.isEmpty() ? programme : null);
    }
}
