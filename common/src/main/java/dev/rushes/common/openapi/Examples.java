package dev.rushes.common.openapi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** Makes an example of each JSON body from its schema, so that an operation never is without one. */
final class Examples {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final int DEEPEST = 6;
    private static final String AN_ID = "3f1c9a52-7d0e-4f3b-9a51-6b1f0c2d4e80";

    /** Values of fields whose type alone would not say what belongs there. */
    private static final Map<String, String> KNOWN =
            Map.ofEntries(
                    Map.entry("title", "Pilot"),
                    Map.entry("name", "Opening"),
                    Map.entry("description", "The first evening."),
                    Map.entry("feedbackType", "pacing_too_slow"),
                    Map.entry("feedback", "Faster towards the end."),
                    Map.entry("actionType", "TRIM_CLIP"),
                    Map.entry("filename", "take-1.mp4"),
                    Map.entry("contentType", "video/mp4"),
                    Map.entry("kind", "raw-footage"),
                    Map.entry("bucket", "raw-footage"),
                    Map.entry("key", "episodes/" + AN_ID + "/final/" + AN_ID + "/1/video.mp4"),
                    Map.entry("text", "FADE IN:"),
                    Map.entry("url", "https://studio.example/rushes"),
                    Map.entry("videoId", "dQw4w9WgXcQ"));

    private final Map<String, Schema> schemas;

    Examples(@Nullable Map<String, Schema> schemas) {
        this.schemas = schemas == null ? Map.of() : schemas;
    }

    void add(MediaType body) {
        if (body.getSchema() != null
                && body.getExample() == null
                && (body.getExamples() == null || body.getExamples().isEmpty())) {
            Object example = of(body.getSchema(), "", 0);
            if (example instanceof Map<?, ?> || example instanceof List<?>) {
                body.setExample(example);
            }
        }
    }

    private @Nullable Object of(Schema described, String name, int depth) {
        Schema schema = resolved(described);
        if (schema.getExamples() != null && !schema.getExamples().isEmpty()) {
            return schema.getExamples().getFirst();
        }
        if (schema.getEnumeration() != null && !schema.getEnumeration().isEmpty()) {
            return schema.getEnumeration().getFirst();
        }
        if (schema.getProperties() != null && !schema.getProperties().isEmpty()) {
            return object(schema, depth);
        }
        Schema.SchemaType type = type(schema);
        return switch (type) {
            case ARRAY -> {
                List<Object> items = new ArrayList<>();
                if (schema.getItems() != null && depth < DEEPEST) {
                    Object item = of(schema.getItems(), name, depth + 1);
                    if (item != null) {
                        items.add(item);
                    }
                }
                yield items;
            }
            case INTEGER -> schema.getMinimum() == null ? BigDecimal.ONE : schema.getMinimum();
            case NUMBER ->
                    schema.getMinimum() == null ? new BigDecimal("2.5") : schema.getMinimum();
            case BOOLEAN -> false;
            case STRING -> text(schema, name);
            case OBJECT, NULL -> new LinkedHashMap<String, Object>();
        };
    }

    /** What is required; where nothing is, everything that can be said plainly. */
    private Map<String, Object> object(Schema schema, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (depth >= DEEPEST) {
            return object;
        }
        Set<String> required =
                schema.getRequired() == null ? Set.of() : Set.copyOf(schema.getRequired());
        schema.getProperties()
                .forEach((field, described) -> {
                    if (required.contains(field)) {
                        Object value = of(described, field, depth + 1);
                        if (value != null) {
                            object.put(field, value);
                        }
                    }
                });
        return object;
    }

    private static String text(Schema schema, String name) {
        String format = schema.getFormat() == null ? "" : schema.getFormat();
        return switch (format) {
            case "uuid" -> AN_ID;
            case "date-time" -> "2026-11-01T12:00:00Z";
            case "uri" -> "https://studio.example/rushes";
            default -> KNOWN.getOrDefault(name, "text");
        };
    }

    private Schema resolved(Schema described) {
        Schema at = described;
        for (int i = 0; i < DEEPEST; i++) {
            String ref = at.getRef();
            if (ref != null && ref.startsWith(SCHEMAS)) {
                Schema named = schemas.get(ref.substring(SCHEMAS.length()));
                if (named == null) {
                    return at;
                }
                at = named;
                continue;
            }
            List<Schema> choices =
                    at.getAllOf() != null
                            ? at.getAllOf()
                            : at.getAnyOf() != null ? at.getAnyOf() : at.getOneOf();
            if (choices == null || choices.isEmpty() || at.getProperties() != null) {
                return at;
            }
            at = choices.getFirst();
        }
        return at;
    }

    private static Schema.SchemaType type(Schema schema) {
        if (schema.getType() != null) {
            for (Schema.SchemaType type : schema.getType()) {
                if (type != Schema.SchemaType.NULL) {
                    return type;
                }
            }
        }
        return Schema.SchemaType.OBJECT;
    }
}
