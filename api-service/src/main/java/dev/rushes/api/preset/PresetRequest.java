package dev.rushes.api.preset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.layer.PresetCategory;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A preset as its author says it.
 *
 * @param category where in an episode it belongs
 * @param layerTemplate a scene's {@code layers} of {@code /schemas/edit-structure.json}, with {@code {{PLACEHOLDER}}}
 *     values
 * @param placeholders their names; where missing, those that the template uses
 * @param previewUrl where a picture of it is
 */
record PresetRequest(
        @NotBlank @Size(max = 300) String name,
        @Nullable @Size(max = 2000) String description,
        @NotNull(message = "is required")
                @Pattern(
                        regexp = "intro|main_content|product_showcase|outro",
                        message = "must be intro, main_content, product_showcase or outro")
                String category,
        @NotNull(message = "is required") JsonNode layerTemplate,
        @Nullable @Size(max = 100) List<@NotNull @Size(max = 100) String> placeholders,
        @Nullable
                @Size(max = 2000)
                @Pattern(
                        regexp = "https?://[^\\s<>\"]+",
                        message = "must be an http or https address")
                String previewUrl) {
    PresetCategory knownCategory() {
        return PresetCategory.valueOf(category.toUpperCase(Locale.ROOT));
    }
}
