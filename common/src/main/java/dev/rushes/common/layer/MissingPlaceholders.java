package dev.rushes.common.layer;

import dev.rushes.common.plan.structure.PlanFault;
import java.util.List;
import java.util.stream.Collectors;

/** A template asks for values that were not given, or cannot take those that were; names every one. */
public final class MissingPlaceholders extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<PlanFault> faults;

    MissingPlaceholders(List<PlanFault> faults) {
        super(faults.stream().map(PlanFault::detail).distinct().collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** Each with the place in the template that asks. */
    public List<PlanFault> faults() {
        return faults;
    }
}
