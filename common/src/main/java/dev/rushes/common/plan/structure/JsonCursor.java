package dev.rushes.common.plan.structure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.plan.Rational;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A place in a document that is being read: knows its pointer and collects what is wrong instead of throwing. */
final class JsonCursor {
    /** Seconds and rates beyond this are typing errors; the bound also keeps rational arithmetic within a long. */
    private static final BigDecimal LARGEST = new BigDecimal("10000000");

    /** A text this long in a plan is no name and no key (S3 keys end at 1,024 bytes). */
    private static final int LONGEST_TEXT = 2_000;

    final JsonNode node;
    final String pointer;
    private final List<PlanFault> errors;
    private final List<PlanFault> warnings;
    private final List<AssetUse> assets;

    /**
     * A place in a document.
     *
     * @param assets collects every use of an asset
     */
    JsonCursor(
            JsonNode node,
            String pointer,
            List<PlanFault> errors,
            List<PlanFault> warnings,
            List<AssetUse> assets) {
        this.node = node;
        this.pointer = pointer;
        this.errors = errors;
        this.warnings = warnings;
        this.assets = assets;
    }

    /** The field, or null where it is missing or JSON null. */
    @Nullable JsonCursor field(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : at(value, name);
    }

    List<JsonCursor> elements() {
        List<JsonCursor> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            elements.add(at(node.get(i), Integer.toString(i)));
        }
        return elements;
    }

    void error(String detail) {
        errors.add(new PlanFault(pointer, detail));
    }

    void warning(String detail) {
        warnings.add(new PlanFault(pointer, detail));
    }

    boolean isObject(String what) {
        if (!node.isObject()) {
            error(what + " must be an object, not " + kind());
        }
        return node.isObject();
    }

    boolean isArray(String what) {
        if (!node.isArray()) {
            error(what + " must be an array, not " + kind());
        }
        return node.isArray();
    }

    /** Warns of every field that is not in {@code known}: a newer client may say more than we read. */
    void warnOfFieldsBeyond(Set<String> known) {
        for (var name : node.properties()) {
            if (!known.contains(name.getKey())) {
                at(name.getValue(), name.getKey()).warning("unknown field, ignored");
            }
        }
    }

    @Nullable String text(String field) {
        JsonCursor at = field(field);
        if (at == null) {
            return null;
        }
        if (!at.node.isTextual()) {
            at.error("must be text, not " + at.kind());
            return null;
        }
        if (at.node.textValue().length() > LONGEST_TEXT) {
            at.error("must have at most " + LONGEST_TEXT + " characters");
            return null;
        }
        if (at.node.textValue().indexOf('\0') >= 0) {
            at.error("must not hold a NUL character");
            return null;
        }
        return at.node.textValue();
    }

    /** The key of an asset that the plan needs, or null where it is missing or no key (then said). */
    @Nullable String asset(String field, AssetKind kind) {
        JsonCursor at = field(field);
        String key = text(field);
        if (at == null || key == null) {
            return null;
        }
        if (key.isBlank()) {
            at.error("must not be blank");
            return null;
        }
        assets.add(new AssetUse(at.pointer, key, kind));
        return key;
    }

    /** The key of an asset that stands here itself, or null where it is no key (then said). */
    @Nullable String assetHere(AssetKind kind) {
        if (!node.isTextual()
                || node.textValue().isBlank()
                || node.textValue().length() > LONGEST_TEXT
                || node.textValue().indexOf('\0') >= 0) {
            error("must be the key of an asset");
            return null;
        }
        assets.add(new AssetUse(pointer, node.textValue(), kind));
        return node.textValue();
    }

    /** An object without fields in the place of a missing one. */
    JsonCursor empty(String field) {
        return at(JsonNodeFactory.instance.objectNode(), field);
    }

    /** Seconds, or null where missing or not a number (then said). */
    @Nullable Rational seconds(String field) {
        JsonCursor at = field(field);
        return at == null ? null : at.number();
    }

    /** This value as a number, or null after saying what it is instead. */
    @Nullable Rational number() {
        if (!node.isNumber()) {
            error("must be a number, not " + kind());
            return null;
        }
        if (Double.isInfinite(node.doubleValue()) || Double.isNaN(node.doubleValue())) {
            error("must be a finite number");
            return null;
        }
        BigDecimal value = node.decimalValue();
        if (value.abs().compareTo(LARGEST) > 0) {
            error("must lie between -" + LARGEST + " and " + LARGEST);
            return null;
        }
        return Rational.of(value);
    }

    String kind() {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT, POJO -> "an object";
            case STRING, BINARY -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL, MISSING -> "null";
        };
    }

    private JsonCursor at(JsonNode value, String token) {
        return new JsonCursor(
                value,
                pointer + "/" + token.replace("~", "~0").replace("/", "~1"),
                errors,
                warnings,
                assets);
    }
}
