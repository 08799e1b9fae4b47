package dev.rushes.common.layer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.plan.structure.PlanFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in the {@code {{PLACEHOLDERS}}} of a preset. A text that is nothing but a placeholder becomes the value itself,
 * whatever its kind; inside a longer text its words are put in. Values are taken as they are: a placeholder in them
 * stays text.
 */
public final class LayerTemplate {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{\\{\\s*([A-Za-z][A-Za-z0-9_]*)\\s*}}");

    private LayerTemplate() {}

    /** The names that a template asks for. */
    public static Set<String> placeholders(JsonNode template) {
        Set<String> names = new TreeSet<>();
        collect(template, names);
        return names;
    }

    private static void collect(JsonNode node, Set<String> names) {
        if (node.isTextual()) {
            Matcher matcher = PLACEHOLDER.matcher(node.textValue());
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        node.forEach(child -> collect(child, names));
    }

    /** The JSON pointers of all texts in which placeholders stand, each with their names. */
    public static Map<String, Set<String>> places(JsonNode template) {
        Map<String, Set<String>> places = new TreeMap<>();
        places(template, "", places);
        return places;
    }

    private static void places(JsonNode node, String at, Map<String, Set<String>> places) {
        if (node.isTextual()) {
            Set<String> names = placeholders(node);
            if (!names.isEmpty()) {
                places.put(at, names);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                places(node.get(i), at + "/" + i, places);
            }
        } else {
            node.properties()
                    .forEach(field ->
                            places(field.getValue(), at + "/" + token(field.getKey()), places));
        }
    }

    /**
     * The template with every placeholder filled in; the template itself stays as it is.
     *
     * @param values by name; more than are asked for do no harm
     * @throws MissingPlaceholders naming all that have no value
     */
    public static JsonNode resolve(JsonNode template, Map<String, JsonNode> values) {
        List<PlanFault> faults = new ArrayList<>();
        JsonNode resolved = resolve(template, values, "", faults);
        if (!faults.isEmpty()) {
            throw new MissingPlaceholders(faults);
        }
        return resolved;
    }

    private static JsonNode resolve(
            JsonNode node, Map<String, JsonNode> values, String pointer, List<PlanFault> faults) {
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties()
                    .forEach(field ->
                            object.set(
                                    field.getKey(),
                                    resolve(
                                            field.getValue(),
                                            values,
                                            pointer + "/" + token(field.getKey()),
                                            faults)));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < node.size(); i++) {
                array.add(resolve(node.get(i), values, pointer + "/" + i, faults));
            }
            return array;
        }
        return node.isTextual() ? text(node, values, pointer, faults) : node;
    }

    private static String token(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static JsonNode text(
            JsonNode node, Map<String, JsonNode> values, String pointer, List<PlanFault> faults) {
        Matcher matcher = PLACEHOLDER.matcher(node.textValue());
        if (matcher.matches()) {
            JsonNode value = values.get(matcher.group(1));
            if (value == null) {
                faults.add(missing(pointer, matcher.group(1)));
                return node;
            }
            return value.deepCopy();
        }
        matcher.reset();
        StringBuilder words = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            JsonNode value = values.get(name);
            if (value == null) {
                faults.add(missing(pointer, name));
            } else if (value.isContainerNode()) {
                faults.add(
                        new PlanFault(
                                pointer,
                                "the value of {{" + name + "}} is no text, number or true/false"));
            }
            matcher.appendReplacement(
                    words, Matcher.quoteReplacement(value == null ? "" : value.asText()));
        }
        matcher.appendTail(words);
        return JsonNodeFactory.instance.textNode(words.toString());
    }

    private static PlanFault missing(String pointer, String name) {
        return new PlanFault(pointer, "the placeholder {{" + name + "}} has no value");
    }
}
