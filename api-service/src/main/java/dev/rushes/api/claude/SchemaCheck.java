package dev.rushes.api.claude;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Whether a document fits the part of JSON Schema that questions use: type, enum, properties, required,
 * additionalProperties: false, items, anyOf. The service promises it; an answer that does not keep it is asked for again.
 */
final class SchemaCheck {
    private SchemaCheck() {}

    static boolean fits(JsonNode document, JsonNode schema) {
        if (schema.has("anyOf")) {
            for (JsonNode one : schema.path("anyOf")) {
                if (fits(document, one)) {
                    return true;
                }
            }
            return false;
        }
        if (schema.has("enum")) {
            for (JsonNode one : schema.path("enum")) {
                if (one.equals(document)) {
                    return true;
                }
            }
            return false;
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(document, schema);
            case "array" -> array(document, schema.path("items"));
            case "string" -> document.isTextual();
            case "integer" -> document.isIntegralNumber() && document.canConvertToInt();
            case "number" -> document.isNumber();
            case "boolean" -> document.isBoolean();
            case "null" -> document.isNull();
            default -> true;
        };
    }

    private static boolean object(JsonNode document, JsonNode schema) {
        if (!document.isObject()) {
            return false;
        }
        for (JsonNode required : schema.path("required")) {
            if (!document.has(required.asText())) {
                return false;
            }
        }
        boolean open = schema.path("additionalProperties").asBoolean(true);
        return document.properties().stream()
                .allMatch(property -> {
                    JsonNode its = schema.path("properties").path(property.getKey());
                    return its.isMissingNode() ? open : fits(property.getValue(), its);
                });
    }

    private static boolean array(JsonNode document, JsonNode items) {
        if (!document.isArray()) {
            return false;
        }
        for (JsonNode element : document) {
            if (!items.isMissingNode() && !fits(element, items)) {
                return false;
            }
        }
        return true;
    }
}
