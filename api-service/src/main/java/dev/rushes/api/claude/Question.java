package dev.rushes.api.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a model.
 *
 * @param purpose what for, lower-case words with hyphens, such as {@code script-scenes}; recorded
 * @param prompt the instructions: ours alone, nothing of what people sent
 * @param data what it is about, as JSON: texts and names that people wrote stand here, and only here
 * @param schema JSON Schema of the answer: objects with {@code additionalProperties: false} and all properties required
 * @param episode whose work it is, for the record of costs; null for none
 */
public record Question(
        String purpose, Prompt prompt, JsonNode data, ObjectNode schema, @Nullable UUID episode) {}
