package dev.rushes.api.plan.interchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;

/**
 * What was read of a file.
 *
 * @param document the edit structure; meaningful only without faults
 * @param origins where in the file parts of the document come from
 */
public record Imported(ObjectNode document, List<Fault> faults, List<Origin> origins) {
    public Imported {
        faults = List.copyOf(faults);
        origins = List.copyOf(origins);
    }

    /**
     * Where a part of the document comes from.
     *
     * @param part JSON pointer of the part in the document
     * @param pointer where it stands in a JSON file; empty in one of lines
     * @param line its line in a file of lines, from 1; 0 in a JSON file
     */
    record Origin(String part, String pointer, int line) {
        boolean covers(String other) {
            return other.equals(part) || other.startsWith(part + "/");
        }
    }

    /** A fault that was found in the document, told as one of the file. */
    public Fault inFile(String pointer, String detail) {
        return origins.stream()
                .filter(origin -> origin.covers(pointer))
                .max(Comparator.comparingInt(origin -> origin.part().length()))
                .map(origin ->
                        new Fault(
                                origin.pointer(),
                                origin.line() == 0
                                        ? detail
                                        : "line %d: %s".formatted(origin.line(), detail)))
                .orElseGet(() -> new Fault("", detail));
    }
}
