package dev.rushes.local.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A text that the body of an operation can hold.
 *
 * @param pointer where it stands in {@link ApiOperation#body}
 */
record BodyText(ApiOperation operation, String pointer, JsonNode schema) {
    private static final Set<String> BOUNDED_FORMATS = Set.of("uuid", "date-time", "date");
    private static final Pattern CLASSES = Pattern.compile("\\[[^]]*]");

    /** In a pattern whose classes are taken out: what can be repeated without end. */
    private static final Pattern ENDLESS = Pattern.compile("(?<!\\\\)[*+]|\\{\\d+,}");

    /** How "is not blank" is described: it bounds nothing. */
    private static final String NOT_BLANK = "\\S";

    /** All of an operation, documents without a schema left out. */
    static List<BodyText> all(ApiOperation operation) {
        List<BodyText> texts = new ArrayList<>();
        if (operation.jsonBody().isPresent()) {
            find(operation, operation.bodySchema(), "", texts, 0);
        }
        return texts;
    }

    private static void find(
            ApiOperation operation,
            JsonNode described,
            String at,
            List<BodyText> texts,
            int depth) {
        JsonNode schema = operation.resolved(described);
        if (depth > ApiOperation.DEEPEST) {
            return;
        }
        if (ApiOperation.type(schema).equals("string")) {
            texts.add(new BodyText(operation, at, schema));
        }
        schema.path("properties")
                .properties()
                .forEach(property ->
                        find(
                                operation,
                                property.getValue(),
                                at + "/" + property.getKey(),
                                texts,
                                depth + 1));
        if (schema.has("items")) {
            find(operation, schema.path("items"), at + "/0", texts, depth + 1);
        }
    }

    /** The described bound; empty where a form or a choice of words bounds it, or nothing does. */
    OptionalInt longest() {
        return schema.has("maxLength")
                ? OptionalInt.of(schema.path("maxLength").asInt())
                : OptionalInt.empty();
    }

    /** Whether the description says how long it can be at most. */
    boolean isBounded() {
        return schema.has("maxLength")
                || schema.has("enum")
                || BOUNDED_FORMATS.contains(schema.path("format").asString(""))
                || (hasForm()
                        && !ENDLESS.matcher(CLASSES.matcher(pattern()).replaceAll("c")).find());
    }

    /** Whether any characters will do. */
    boolean isFree() {
        return !schema.has("enum") && !schema.has("format") && !hasForm();
    }

    private boolean hasForm() {
        return schema.has("pattern") && !pattern().equals(NOT_BLANK);
    }

    private String pattern() {
        return schema.path("pattern").asString("");
    }

    /** A body with this in its place. */
    JsonNode body(String value) {
        return with(operation.body(), operation.bodySchema(), JsonPointer.compile(pointer), value);
    }

    private JsonNode with(JsonNode given, JsonNode described, JsonPointer rest, String value) {
        if (rest.matches()) {
            return ApiOperation.JSON.getNodeFactory().stringNode(value);
        }
        boolean array = ApiOperation.type(described).equals("array");
        String name = rest.getMatchingProperty();
        JsonNode inner =
                operation.resolved(
                        array ? described.path("items") : described.path("properties").path(name));
        JsonNode before = array ? given.path(0) : given.path(name);
        JsonNode changed =
                with(
                        before.isMissingNode() || before.isNull()
                                ? operation.sample(inner, name, 0)
                                : before,
                        inner,
                        rest.tail(),
                        value);
        if (array) {
            return ApiOperation.JSON.createArrayNode().add(changed);
        }
        ObjectNode object =
                given instanceof ObjectNode known
                        ? known.deepCopy()
                        : ApiOperation.JSON.createObjectNode();
        object.set(name, changed);
        return object;
    }
}
