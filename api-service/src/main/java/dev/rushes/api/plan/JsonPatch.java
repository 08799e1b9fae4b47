package dev.rushes.api.plan;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.http.CanonicalJson;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import java.util.List;
import java.util.Map;

/** Changes to a document that is too long to be sent whole: RFC 6902 operations, or an RFC 7396 merge patch. */
final class JsonPatch {
    private static final int MOST_OPERATIONS = 1_000;

    /** Copies can double a document with every operation. */
    private static final int MOST_COPIED = 500_000;

    /** As deep as a request body may nest. */
    private static final int DEEPEST = 64;

    private final String place;
    private JsonNode document;
    private int copied;

    private JsonPatch(JsonNode document, String place) {
        this.document = document;
        this.place = place;
    }

    /**
     * The changed document; the given one stays as it is.
     *
     * @param patch an array of operations, or a merge patch
     * @param place JSON pointer of the patch in the request body, for faults
     * @throws ProblemException 422 where it cannot be applied; nothing of it is then
     */
    static JsonNode apply(JsonNode document, JsonNode patch, String place) {
        if (patch.isObject()) {
            return merged(document, patch);
        }
        if (!patch.isArray()) {
            throw fault(place, "must be an array of operations (RFC 6902) or a merge patch");
        }
        if (patch.size() > MOST_OPERATIONS) {
            throw fault(place, "has at most " + MOST_OPERATIONS + " operations");
        }
        JsonPatch work = new JsonPatch(document.deepCopy(), place);
        for (int i = 0; i < patch.size(); i++) {
            work.apply(patch.get(i), place + "/" + i);
        }
        return work.document;
    }

    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch.deepCopy();
        }
        ObjectNode result =
                target.isObject() ? target.deepCopy() : JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            if (member.getValue().isNull()) {
                result.remove(member.getKey());
            } else {
                result.set(
                        member.getKey(), merged(result.path(member.getKey()), member.getValue()));
            }
        }
        return result;
    }

    private void apply(JsonNode operation, String at) {
        String name = operation.path("op").asText("");
        switch (name) {
            case "add" -> add(pointer(operation, "path", at), value(operation, at), at);
            case "remove" -> remove(pointer(operation, "path", at), at);
            case "replace" -> {
                JsonPointer path = pointer(operation, "path", at);
                JsonNode value = value(operation, at);
                if (path.matches()) {
                    document = value;
                } else {
                    remove(path, at);
                    add(path, value, at);
                }
            }
            case "move" -> {
                JsonPointer from = pointer(operation, "from", at);
                JsonPointer to = pointer(operation, "path", at);
                JsonNode value = existing(from, at + "/from");
                if (!from.equals(to)) {
                    if (to.toString().startsWith(from + "/")) {
                        throw fault(at + "/path", "lies inside what is to be moved");
                    }
                    remove(from, at);
                    add(to, value, at);
                }
            }
            case "copy" -> {
                JsonNode value = existing(pointer(operation, "from", at), at + "/from").deepCopy();
                copied += size(value);
                if (copied > MOST_COPIED) {
                    throw fault(place, "copies too much");
                }
                add(pointer(operation, "path", at), value, at);
            }
            case "test" -> {
                JsonNode value = existing(pointer(operation, "path", at), at + "/path");
                if (!CanonicalJson.of(value).equals(CanonicalJson.of(value(operation, at)))) {
                    throw fault(at + "/value", "is not what the plan has there");
                }
            }
            default -> throw fault(at + "/op", "must be add, remove, replace, move, copy or test");
        }
    }

    private void add(JsonPointer path, JsonNode value, String at) {
        if (length(path) + depth(value) > DEEPEST) {
            throw fault(at, "nests deeper than " + DEEPEST + " levels");
        }
        if (path.matches()) {
            document = value;
            return;
        }
        JsonNode parent = existing(path.head(), at + "/path");
        String last = path.last().getMatchingProperty();
        switch (parent) {
            case ObjectNode object -> object.set(last, value);
            case ArrayNode array ->
                    array.insert(
                            last.equals("-")
                                    ? array.size()
                                    : index(path.last(), array.size() + 1, at),
                            value);
            default -> throw fault(at + "/path", "leads into what is no object and no array");
        }
    }

    private void remove(JsonPointer path, String at) {
        existing(path, at + "/path");
        if (path.matches()) {
            throw fault(at + "/path", "the whole plan cannot be removed");
        }
        switch (existing(path.head(), at + "/path")) {
            case ObjectNode object -> object.remove(path.last().getMatchingProperty());
            case ArrayNode array -> array.remove(index(path.last(), array.size(), at));
            default -> throw new IllegalStateException("only containers have something at a path");
        }
    }

    private JsonNode existing(JsonPointer path, String at) {
        JsonNode found = document.at(path);
        if (found.isMissingNode()) {
            throw fault(at, "nothing is there");
        }
        return found;
    }

    private static int index(JsonPointer last, int limit, String at) {
        int index = last.getMatchingIndex();
        if (index < 0 || index >= limit) {
            throw fault(at + "/path", "is no place in the array");
        }
        return index;
    }

    private static JsonPointer pointer(JsonNode operation, String field, String at) {
        JsonNode text = operation.path(field);
        try {
            if (text.isTextual()) {
                return JsonPointer.compile(text.textValue());
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw fault(at + "/" + field, "must be a JSON pointer (RFC 6901)");
    }

    private static JsonNode value(JsonNode operation, String at) {
        JsonNode value = operation.get("value");
        if (value == null) {
            throw fault(at + "/value", "is required");
        }
        return value.deepCopy();
    }

    private static int length(JsonPointer path) {
        int length = 0;
        for (JsonPointer rest = path; !rest.matches(); rest = rest.tail()) {
            length++;
        }
        return length;
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, depth(child));
        }
        return deepest + 1;
    }

    private static int size(JsonNode node) {
        int size = 1;
        for (JsonNode child : node) {
            size += size(child);
        }
        return size;
    }

    private static ProblemException fault(String pointer, String detail) {
        return new ProblemException(
                ProblemType.INVALID,
                "The patch cannot be applied.",
                List.of(new Problem.Fault(pointer, detail)));
    }
}
