package dev.rushes.common.plan.structure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.plan.layers.Layers;
import dev.rushes.common.plan.sound.AddedSound;
import java.util.ArrayList;
import java.util.List;

/**
 * What one pass over a scene's layers found, where they stand alone and not in a plan.
 *
 * @param errors why they cannot be rendered, with pointers into the document given
 * @param warnings what a person should know all the same
 * @param layers what is seen, as far as it could be read; meaningful only without errors
 * @param sounds what is heard of the audio layer, likewise
 * @param assets every use of an asset, in the order of the document
 */
public record LayersCheck(
        List<PlanFault> errors,
        List<PlanFault> warnings,
        Layers layers,
        List<AddedSound> sounds,
        List<AssetUse> assets) {
    public LayersCheck {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
        sounds = List.copyOf(sounds);
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
        List<AddedSound> sounds = new ArrayList<>();
        JsonCursor root = new JsonCursor(layers, "", errors, warnings, assets);
        Layers read = LayersReader.layers(root);
        SoundReader.items(root.field("audio"), 0, sounds);
        return new LayersCheck(errors, warnings, read, sounds, assets);
    }

    /** Also holds every asset against what the scene's plans may show. */
    public static LayersCheck of(JsonNode layers, SourceCatalog sources) {
        LayersCheck form = of(layers);
        List<PlanFault> errors = new ArrayList<>(form.errors());
        for (AssetUse asset : form.assets()) {
            if (!sources.has(asset.s3Key())) {
                errors.add(new PlanFault(asset.pointer(), ProgrammeBuilder.NOT_THERE));
            }
        }
        return new LayersCheck(
                errors, form.warnings(), form.layers(), form.sounds(), form.assets());
    }
}
