package dev.rushes.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document to be checked.
 *
 * @param episodeId whose footage it uses; where missing, the episode that its first key names
 */
record ValidationRequest(@Nullable UUID episodeId, @NotNull JsonNode editStructure) {}
