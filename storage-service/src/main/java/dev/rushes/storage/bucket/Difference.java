package dev.rushes.storage.bucket;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One field that is not as it must be.
 *
 * @param field its place, such as {@code [rushes-archive-takes].archiveAfter}; empty for the setting as a whole
 * @param desired null where it must not be there
 * @param actual null where it is not there
 */
record Difference(String field, @Nullable JsonNode desired, @Nullable JsonNode actual) {

    /**
     * What of {@code desired} is otherwise in {@code actual}. Elements of lists that have an id are compared with those
     * of the same id; what {@code actual} has beside them, such as rules of somebody else, is no difference.
     */
    static List<Difference> between(JsonNode desired, JsonNode actual) {
        List<Difference> differences = new ArrayList<>();
        compare("", desired, actual, differences);
        return List.copyOf(differences);
    }

    private static void compare(
            String place, JsonNode desired, JsonNode actual, List<Difference> differences) {
        if (desired.equals(actual)) {
            return;
        }
        if (desired.isObject() && actual.isObject()) {
            for (Map.Entry<String, JsonNode> field : desired.properties()) {
                compare(
                        place.isEmpty() ? field.getKey() : place + "." + field.getKey(),
                        field.getValue(),
                        actual.path(field.getKey()),
                        differences);
            }
        } else if (desired.isArray() && actual.isArray() && !desired.isEmpty()) {
            for (int i = 0; i < desired.size(); i++) {
                String id = desired.get(i).path("id").asText("");
                compare(
                        place + "[" + (id.isEmpty() ? i : id) + "]",
                        desired.get(i),
                        id.isEmpty() ? actual.path(i) : withId(actual, id),
                        differences);
            }
            if (desired.get(0).path("id").isMissingNode()) {
                for (int i = desired.size(); i < actual.size(); i++) {
                    differences.add(new Difference(place + "[" + i + "]", null, actual.get(i)));
                }
            }
        } else {
            differences.add(new Difference(place, shown(desired), shown(actual)));
        }
    }

    private static JsonNode withId(JsonNode list, String id) {
        for (JsonNode element : list) {
            if (element.path("id").asText("").equals(id)) {
                return element;
            }
        }
        return list.path(-1);
    }

    private static @Nullable JsonNode shown(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? null : value;
    }
}
