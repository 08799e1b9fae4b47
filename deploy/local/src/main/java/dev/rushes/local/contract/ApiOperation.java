package dev.rushes.local.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One operation of a description (OpenAPI 3.1).
 *
 * @param method in capitals
 * @param template the path as it is described
 */
record ApiOperation(JsonNode api, String method, String template, JsonNode node) {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    static final int DEEPEST = 8;

    /** All of them, in the order of the description. */
    static List<ApiOperation> all(JsonNode api) {
        List<ApiOperation> operations = new ArrayList<>();
        api.path("paths")
                .properties()
                .forEach(path -> {
                    for (String method : METHODS) {
                        if (path.getValue().has(method)) {
                            operations.add(
                                    new ApiOperation(
                                            api,
                                            method.toUpperCase(java.util.Locale.ROOT),
                                            path.getKey(),
                                            path.getValue().path(method)));
                        }
                    }
                });
        return operations;
    }

    String name() {
        return method + " " + template;
    }

    boolean reads() {
        return method.equals("GET");
    }

    /** Whether its path names something by an id that can be unknown. */
    boolean hasId() {
        return template.contains("{");
    }

    boolean needsIfMatch() {
        return parameters("header").stream()
                .anyMatch(parameter -> parameter.path("name").asString("").equals("If-Match"));
    }

    /** The path with ids that nothing has, and what a query must have. */
    String unknown() {
        String path = template;
        for (JsonNode parameter : parameters("path")) {
            String name = parameter.path("name").asString("");
            path = path.replace("{" + name + "}", value(name, resolved(parameter.path("schema"))));
        }
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : parameters("query")) {
            if (parameter.path("required").asBoolean(false)) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(parameter.path("name").asString(""))
                        .append('=')
                        .append(
                                value(
                                        parameter.path("name").asString(""),
                                        resolved(parameter.path("schema"))));
            }
        }
        return path + query;
    }

    /** What it answers with where nothing is wrong, and problems. */
    String accepted() {
        List<String> types = new ArrayList<>();
        node.path("responses").properties().stream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .forEach(answer -> types.addAll(answer.getValue().path("content").propertyNames()));
        if (types.isEmpty()) {
            types.add("application/json");
        }
        types.add("application/problem+json");
        return String.join(", ", types);
    }

    /** The media type of a JSON body; empty where it takes none. */
    Optional<String> jsonBody() {
        return resolved(node.path("requestBody")).path("content").properties().stream()
                .map(java.util.Map.Entry::getKey)
                .filter(type -> type.equals("application/json") || type.endsWith("+json"))
                .findFirst();
    }

    /** Whether a body must be an object with named fields, so that others are unknown. */
    boolean hasClosedBody() {
        JsonNode schema = bodySchema();
        return schema.path("properties").size() > 0
                || (schema.path("type").asString("").equals("object")
                        && schema.has("maxProperties"));
    }

    /** A body of the described form: its example, or made of the schema. */
    JsonNode body() {
        JsonNode content = content();
        if (content.has("example")) {
            return content.path("example");
        }
        return sample(bodySchema(), "", 0);
    }

    private JsonNode content() {
        return jsonBody()
                .map(type -> resolved(node.path("requestBody")).path("content").path(type))
                .orElse(JSON.missingNode());
    }

    JsonNode bodySchema() {
        return resolved(content().path("schema"));
    }

    private List<JsonNode> parameters(String in) {
        List<JsonNode> parameters = new ArrayList<>();
        for (JsonNode owner : List.of(node, api.path("paths").path(template))) {
            for (JsonNode parameter : owner.path("parameters")) {
                JsonNode known = resolved(parameter);
                if (known.path("in").asString("").equals(in)) {
                    parameters.add(known);
                }
            }
        }
        return parameters;
    }

    private static String value(String name, JsonNode schema) {
        if (schema.path("enum").size() > 0) {
            return schema.path("enum").path(0).asString("");
        }
        if (name.equals("bucket")) {
            return "raw-footage";
        }
        return switch (type(schema)) {
            case "integer", "number" -> "2147483647";
            default ->
                    schema.path("format").asString("").equals("uuid")
                            ? UUID.randomUUID().toString()
                            : "unknown";
        };
    }

    JsonNode resolved(JsonNode node) {
        JsonNode at = node;
        for (int i = 0; i < DEEPEST && at.has("$ref"); i++) {
            at = api.at(at.path("$ref").asString("").substring(1));
        }
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            if (at.path(choice).size() > 0 && !at.has("properties")) {
                for (JsonNode option : at.path(choice)) {
                    if (!option.path("type").asString("").equals("null")) {
                        return resolved(option);
                    }
                }
            }
        }
        return at;
    }

    JsonNode sample(JsonNode described, String name, int depth) {
        JsonNode schema = resolved(described);
        if (schema.path("examples").size() > 0) {
            return schema.path("examples").path(0);
        }
        if (schema.has("example")) {
            return schema.path("example");
        }
        if (schema.path("enum").size() > 0) {
            return schema.path("enum").path(0);
        }
        return switch (type(schema)) {
            case "object" -> {
                ObjectNode object = JSON.createObjectNode();
                if (depth < DEEPEST) {
                    for (JsonNode required : schema.path("required")) {
                        String field = required.asString("");
                        object.set(
                                field,
                                sample(schema.path("properties").path(field), field, depth + 1));
                    }
                }
                yield object;
            }
            case "array" -> {
                ArrayNode array = JSON.createArrayNode();
                if (schema.path("minItems").asInt(0) > 0) {
                    array.add(sample(schema.path("items"), name, depth + 1));
                }
                yield array;
            }
            case "integer", "number" ->
                    JSON.getNodeFactory().numberNode(schema.path("minimum").asInt(1));
            case "boolean" -> JSON.getNodeFactory().booleanNode(false);
            case "" -> JSON.createObjectNode();
            default ->
                    JSON.getNodeFactory()
                            .stringNode(
                                    schema.path("format").asString("").equals("uuid")
                                            ? UUID.randomUUID().toString()
                                            : "sample");
        };
    }

    /** In 3.1 a type may be a list with "null" in it. */
    static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (!one.asString("").equals("null")) {
                    return one.asString("");
                }
            }
        }
        return type.asString(schema.has("properties") ? "object" : "");
    }
}
