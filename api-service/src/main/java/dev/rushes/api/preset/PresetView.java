package dev.rushes.api.preset;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.http.Versioned;
import dev.rushes.common.layer.LayerPreset;
import dev.rushes.common.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A preset as callers see it.
 *
 * @param layerTemplate left out of lists
 * @param placeholders names of the values that applying it takes
 * @param placeholderKinds what each of them is (text, image, video, sound, font, colour, number and so on), for forms;
 *     left out of lists
 * @param previewUrl a picture of it
 * @param isSystemPreset came with Rushes: read-only
 * @param timesUsed how often it was applied to a scene
 * @param warnings what the check of a new template said; left out of reads
 * @param version for the ETag
 */
record PresetView(
        UUID id,
        String name,
        @Nullable String description,
        String category,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode layerTemplate,
        List<String> placeholders,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> placeholderKinds,
        @Nullable String previewUrl,
        boolean isSystemPreset,
        int timesUsed,
        @Nullable String createdBy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Problem.Fault> warnings,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore int version)
        implements Versioned {
    static PresetView of(LayerPreset preset) {
        return of(
                preset, preset.layerTemplate, TemplateCheck.of(preset.layerTemplate).kinds(), null);
    }

    static PresetView withoutTemplate(LayerPreset preset) {
        return of(preset, null, null, null);
    }

    static PresetView checked(LayerPreset preset, CheckedTemplate checked) {
        return of(preset, preset.layerTemplate, checked.kinds(), checked.warnings());
    }

    private static PresetView of(
            LayerPreset preset,
            @Nullable JsonNode template,
            @Nullable Map<String, String> kinds,
            @Nullable List<Problem.Fault> warnings) {
        List<String> names = new ArrayList<>();
        preset.placeholders.forEach(name -> names.add(name.asText()));
        return new PresetView(
                preset.id,
                preset.name,
                preset.description,
                preset.category.text(),
                template,
                List.copyOf(names),
                kinds,
                preset.previewUrl,
                preset.systemPreset,
                preset.timesUsed,
                preset.createdBy,
                warnings,
                preset.createdAt,
                preset.updatedAt,
                preset.version);
    }

    /** With the address of its picture as callers reach it: those of Rushes are kept as paths on this service. */
    PresetView reachable(UnaryOperator<String> address) {
        return previewUrl == null || !previewUrl.startsWith("/")
                ? this
                : new PresetView(
                        id,
                        name,
                        description,
                        category,
                        layerTemplate,
                        placeholders,
                        placeholderKinds,
                        address.apply(previewUrl.substring(1)),
                        isSystemPreset,
                        timesUsed,
                        createdBy,
                        warnings,
                        createdAt,
                        updatedAt,
                        version);
    }

    /** As the column keeps them. */
    static JsonNode names(Iterable<String> placeholders) {
        var array = JsonNodeFactory.instance.arrayNode();
        placeholders.forEach(array::add);
        return array;
    }
}
