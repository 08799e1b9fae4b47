package dev.rushes.api.layer;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;

/**
 * The layers of a scene, whole.
 *
 * @param layers a scene's {@code layers} of {@code /schemas/edit-structure.json}
 */
record LayersRequest(@NotNull(message = "is required") JsonNode layers) {}
