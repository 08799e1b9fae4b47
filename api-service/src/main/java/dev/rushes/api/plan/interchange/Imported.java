package dev.rushes.api.plan.interchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What was read of a file.
 *
 * @param document the edit structure; meaningful only without faults
 */
public record Imported(ObjectNode document, List<Fault> faults) {
    public Imported {
        faults = List.copyOf(faults);
    }
}
