package dev.rushes.common.plan.structure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.plan.layers.Layers;
import java.util.ArrayList;
import java.util.List;

/**
 * What one pass over a scene's layers found, where they stand alone and not in a plan.
 *
 * @param errors why they cannot be rendered, with pointers into the document given
 * @param warnings what a person should know all the same
 * @param layers as far as they could be read; meaningful only without errors
 * @param assets every use of an asset, in the order of the document
 */
public record LayersCheck(
        List<PlanFault> errors, List<PlanFault> warnings, Layers layers, List<AssetUse> assets) {
    public LayersCheck {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
        assets = List.copyOf(assets);
    }

    public boolean isValid() {
        return errors.isEmpty();
    }

    /** Reads a document of the shape of a scene's {@code layers}, placeholders already filled in. */
    public static LayersCheck of(JsonNode layers) {
        List<PlanFault> errors = new ArrayList<>();
        List<PlanFault> warnings = new ArrayList<>();
        List<AssetUse> assets = new ArrayList<>();
        JsonCursor root = new JsonCursor(layers, "", errors, warnings, assets);
        Layers read = LayersReader.layers(root);
        return new LayersCheck(errors, warnings, read, assets);
    }
}
