package dev.rushes.api.preset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.layer.LayerTemplate;
import dev.rushes.common.layer.MissingPlaceholders;
import dev.rushes.common.plan.structure.AssetUse;
import dev.rushes.common.plan.structure.LayersCheck;
import dev.rushes.common.plan.structure.PlanFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A template held against the model of layers. It is good where there are values with which it can be rendered, so
 * each placeholder is tried with values of every kind; the kind that fits is what the placeholder asks for.
 *
 * @param errors with pointers into the template
 * @param warnings what a person should know all the same
 * @param kinds of value by placeholder: text, image, video, image_or_video, sound, font, colour, number, flag, word,
 *     object or list
 */
record TemplateCheck(List<PlanFault> errors, List<PlanFault> warnings, Map<String, String> kinds) {
    /** A form of a hundred fields is one that nobody fills in; each is tried with every value. */
    private static final int MOST_PLACEHOLDERS = 100;

    /** What a second look can still mend: an end that was tried before its start. */
    private static final int ROUNDS = 2;

    private static final Pattern BRACES = Pattern.compile("\\{\\{[^}]*}}");

    private static final Pattern NAME = Pattern.compile("\\{\\{\\s*[A-Za-z][A-Za-z0-9_]*\\s*}}");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A value that some field of the model takes. */
    private record Trial(String kind, JsonNode value) {}

    private static final List<Trial> TRIALS =
            List.of(
                    new Trial("text", JSON.textNode("text")),
                    new Trial("colour", JSON.textNode("#808080")),
                    new Trial("number", JSON.numberNode(1)),
                    new Trial("number", JSON.numberNode(0.5)),
                    new Trial("number", JSON.numberNode(0)),
                    new Trial("number", JSON.numberNode(2)),
                    new Trial("number", JSON.numberNode(-20)),
                    new Trial("flag", JSON.booleanNode(true)),
                    new Trial("word", JSON.textNode("center")),
                    new Trial("word", JSON.textNode("cover")),
                    new Trial("word", JSON.textNode("fade")),
                    new Trial("word", JSON.textNode("title")),
                    new Trial("word", JSON.textNode("bold")),
                    new Trial("word", JSON.textNode("music")),
                    new Trial("object", JSON.objectNode()),
                    new Trial("list", JSON.arrayNode()));

    TemplateCheck {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
        kinds = Map.copyOf(kinds);
    }

    static TemplateCheck of(JsonNode template) {
        Set<String> names = LayerTemplate.placeholders(template);
        List<PlanFault> errors = new ArrayList<>();
        if (!template.isObject()) {
            errors.add(new PlanFault("", "must be an object"));
        }
        if (names.size() > MOST_PLACEHOLDERS) {
            errors.add(
                    new PlanFault(
                            "",
                            "has %d placeholders; at most %d are allowed"
                                    .formatted(names.size(), MOST_PLACEHOLDERS)));
        }
        unnamed(template, "", errors);
        if (!errors.isEmpty()) {
            return new TemplateCheck(errors, List.of(), Map.of());
        }
        Map<String, Trial> fitting = fitting(template, names);
        LayersCheck check = filled(template, fitting);
        if (check == null) {
            throw new IllegalStateException("the first trial fits into every text");
        }
        return new TemplateCheck(
                check.errors(), check.warnings(), kinds(template, fitting, check.assets()));
    }

    /** What stands in double braces and is no name would be shown as it is. */
    private static void unnamed(JsonNode node, String at, List<PlanFault> errors) {
        if (node.isTextual()) {
            BRACES.matcher(node.textValue())
                    .results()
                    .filter(found -> !NAME.matcher(found.group()).matches())
                    .forEach(found ->
                            errors.add(
                                    new PlanFault(
                                            at,
                                            found.group()
                                                    + " is no placeholder: its name must be a letter"
                                                    + " followed by letters, digits and _")));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                unnamed(node.get(i), at + "/" + i, errors);
            }
        } else {
            node.properties()
                    .forEach(field ->
                            unnamed(
                                    field.getValue(),
                                    at + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                                    errors));
        }
    }

    /** For each placeholder the value with which the fewest faults are left. */
    private static Map<String, Trial> fitting(JsonNode template, Set<String> names) {
        Map<String, Trial> chosen = new HashMap<>();
        names.forEach(name -> chosen.put(name, TRIALS.getFirst()));
        int least = faults(template, chosen);
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            for (String name : names) {
                for (Trial trial : TRIALS) {
                    Map<String, Trial> tried = new HashMap<>(chosen);
                    tried.put(name, trial);
                    int left = least == 0 ? 0 : faults(template, tried);
                    if (left < least) {
                        least = left;
                        chosen.put(name, trial);
                    }
                }
            }
        }
        return chosen;
    }

    private static int faults(JsonNode template, Map<String, Trial> values) {
        LayersCheck check = filled(template, values);
        return check == null ? Integer.MAX_VALUE : check.errors().size();
    }

    /** Null where a value is of a kind that cannot stand inside a longer text. */
    private static @Nullable LayersCheck filled(JsonNode template, Map<String, Trial> values) {
        Map<String, JsonNode> plain = new HashMap<>();
        values.forEach((name, trial) -> plain.put(name, trial.value()));
        try {
            return LayersCheck.of(LayerTemplate.resolve(template, plain));
        } catch (MissingPlaceholders e) {
            return null;
        }
    }

    private static Map<String, String> kinds(
            JsonNode template, Map<String, Trial> fitting, List<AssetUse> assets) {
        Map<String, String> kinds = new TreeMap<>();
        fitting.forEach((name, trial) -> kinds.put(name, trial.kind()));
        Map<String, Set<String>> places = LayerTemplate.places(template);
        for (AssetUse asset : assets) {
            for (String name : places.getOrDefault(asset.pointer(), Set.of())) {
                kinds.put(name, asset.kind().name().toLowerCase(Locale.ROOT));
            }
        }
        return kinds;
    }

    /**
     * What is wrong with a list of the template's placeholders.
     *
     * @return with pointers into the list
     */
    static List<PlanFault> mismatches(JsonNode template, List<String> declared) {
        Set<String> used = LayerTemplate.placeholders(template);
        Set<String> listed = new HashSet<>();
        List<PlanFault> faults = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            String name = declared.get(i);
            if (!listed.add(name)) {
                faults.add(new PlanFault("/" + i, name + " is listed twice"));
            } else if (!used.contains(name)) {
                faults.add(new PlanFault("/" + i, "the template does not use {{" + name + "}}"));
            }
        }
        for (String name : used) {
            if (!listed.contains(name)) {
                faults.add(
                        new PlanFault("", "does not list " + name + ", which the template uses"));
            }
        }
        return faults;
    }
}
