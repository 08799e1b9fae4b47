package dev.rushes.api.layer;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A preset to fill in for a scene.
 *
 * @param values of all its placeholders, by name; of whatever kind their places take
 */
record PresetUse(
        @NotNull(message = "is required") UUID presetId, @Nullable Map<String, JsonNode> values) {
    Map<String, JsonNode> given() {
        return values == null ? Map.of() : values;
    }
}
