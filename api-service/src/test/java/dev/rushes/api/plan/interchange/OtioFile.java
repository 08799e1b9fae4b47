package dev.rushes.api.plan.interchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of the schemas of OpenTimelineIO that are used: which fields each object must have, and of what kind. */
final class OtioFile {
    private OtioFile() {}

    private static final Map<String, Set<String>> FIELDS =
            Map.of(
                    "Timeline.1", Set.of("name", "metadata", "global_start_time", "tracks"),
                    "Stack.1",
                            Set.of(
                                    "name",
                                    "metadata",
                                    "source_range",
                                    "effects",
                                    "markers",
                                    "enabled",
                                    "children"),
                    "Track.1",
                            Set.of(
                                    "name",
                                    "metadata",
                                    "source_range",
                                    "effects",
                                    "markers",
                                    "enabled",
                                    "children",
                                    "kind"),
                    "Clip.2",
                            Set.of(
                                    "name",
                                    "metadata",
                                    "source_range",
                                    "effects",
                                    "markers",
                                    "enabled",
                                    "media_references",
                                    "active_media_reference_key"),
                    "Transition.1",
                            Set.of(
                                    "name",
                                    "metadata",
                                    "transition_type",
                                    "in_offset",
                                    "out_offset"),
                    "ExternalReference.1",
                            Set.of(
                                    "name",
                                    "metadata",
                                    "available_range",
                                    "available_image_bounds",
                                    "target_url"),
                    "LinearTimeWarp.1", Set.of("name", "metadata", "effect_name", "time_scalar"),
                    "Marker.2", Set.of("name", "metadata", "color", "comment", "marked_range"),
                    "TimeRange.1", Set.of("start_time", "duration"),
                    "RationalTime.1", Set.of("rate", "value"));

    static List<String> faults(JsonNode file) {
        List<String> faults = new ArrayList<>();
        walk(file, "", faults);
        for (JsonNode track : file.path("tracks").path("children")) {
            JsonNode children = track.path("children");
            for (int i = 0; i < children.size(); i++) {
                boolean transition = schema(children.get(i)).equals("Transition.1");
                if (transition
                        && (i == 0
                                || i == children.size() - 1
                                || schema(children.get(i - 1)).equals("Transition.1"))) {
                    faults.add("a transition at " + i);
                }
            }
        }
        return faults;
    }

    private static void walk(JsonNode node, String pointer, List<String> faults) {
        if (node.isObject() && node.has("OTIO_SCHEMA")) {
            Set<String> fields = FIELDS.get(schema(node));
            if (fields == null) {
                faults.add(pointer + " is a " + schema(node));
                return;
            }
            Set<String> its = new HashSet<>();
            node.fieldNames().forEachRemaining(its::add);
            its.remove("OTIO_SCHEMA");
            if (!its.equals(fields)) {
                faults.add(pointer + " has " + its + ", not " + fields);
            }
            if (schema(node).equals("RationalTime.1")
                    && !(node.path("rate").asDouble() > 0 && node.path("value").isNumber())) {
                faults.add(pointer + " is no time");
            }
        }
        if (pointer.endsWith("/metadata")) {
            return;
        }
        node.properties()
                .forEach(child -> walk(child.getValue(), pointer + "/" + child.getKey(), faults));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), pointer + "/" + i, faults);
            }
        }
    }

    private static String schema(JsonNode node) {
        return node.path("OTIO_SCHEMA").asText();
    }
}
