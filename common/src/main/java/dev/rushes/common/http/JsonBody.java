package dev.rushes.common.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads request bodies strictly into records: unknown fields, wrong types and broken constraints are all found in one
 * pass and named by JSON pointer. Nothing is coerced: {@code "5"} is no number.
 */
public final class JsonBody {
    /** Our documents nest about ten deep; a thousand brackets are an attack. */
    private static final int DEEPEST = 64;

    /** Of a member of the body itself, whose own bound is mostly far below. */
    private static final int LONGEST_TEXT = 1 << 20;

    /** Of a text inside one, such as a plan's: documents have no bounds of their own for what they do not know. */
    private static final int LONGEST_INNER_TEXT = 20_000;

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_NUMBER = 100;
    private static final int HIGHEST_EXPONENT = 300;

    private final ObjectMapper json;
    private final Validator validator;

    public JsonBody(Validator validator) {
        this.validator = validator;
        this.json = strictMapper();
    }

    /**
     * Parses a body without asking what it means.
     *
     * @throws ProblemException 400 where it is no JSON or nests too deep
     */
    public JsonNode parse(byte[] body) {
        try {
            return json.readTree(body);
        } catch (StreamConstraintsException e) {
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST,
                    "The JSON nests deeper than "
                            + DEEPEST
                            + " levels or holds a number of over "
                            + LONGEST_NUMBER
                            + " digits.");
        } catch (IOException e) {
            String place =
                    e instanceof com.fasterxml.jackson.core.JacksonException unreadable
                                    && unreadable.getLocation() != null
                            ? " (line "
                                    + unreadable.getLocation().getLineNr()
                                    + ", column "
                                    + unreadable.getLocation().getColumnNr()
                                    + ")"
                            : "";
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST, "The body is no JSON" + place + ".");
        }
    }

    /**
     * Turns a document into a request.
     *
     * @throws ProblemException 422 with every fault
     */
    public <T> T read(JsonNode document, Class<T> type) {
        List<Problem.Fault> faults = new ArrayList<>();
        T request = read(document, type, faults);
        if (request == null || !faults.isEmpty()) {
            throw invalid(faults);
        }
        return request;
    }

    /**
     * Turns one document, or an array of them, into requests.
     *
     * @param most how long the array may be
     * @throws ProblemException 422 with every fault of all of them
     */
    public <T> List<T> readAll(JsonNode document, Class<T> type, int most) {
        if (!document.isArray()) {
            return List.of(read(document, type));
        }
        List<Problem.Fault> faults = new ArrayList<>();
        if (document.isEmpty() || document.size() > most) {
            throw invalid(List.of(new Problem.Fault("", "must have 1 to " + most + " elements")));
        }
        List<T> requests = new ArrayList<>();
        for (int i = 0; i < document.size(); i++) {
            List<Problem.Fault> here = new ArrayList<>();
            T request = read(document.get(i), type, here);
            if (request != null) {
                requests.add(request);
            }
            for (Problem.Fault fault : here) {
                faults.add(new Problem.Fault("/" + i + fault.pointer(), fault.detail()));
            }
        }
        if (!faults.isEmpty()) {
            throw invalid(faults);
        }
        return requests;
    }

    /**
     * Applies a JSON merge patch (RFC 7396): a missing member stays, null takes the value away.
     *
     * @param current what can be changed, as it is now
     * @throws ProblemException 422 with every fault of the members that the patch names
     */
    public <T> T patched(T current, JsonNode patch, Class<T> type) {
        if (!patch.isObject()) {
            throw invalid(List.of(new Problem.Fault("", "must be an object")));
        }
        ObjectNode merged = json.valueToTree(current);
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            merged.set(member.getKey(), member.getValue());
        }
        List<Problem.Fault> faults = new ArrayList<>();
        T request = read(merged, type, faults);
        // What is wrong in the row already is not this caller's fault.
        faults.removeIf(fault -> !patch.has(firstMember(fault.pointer())));
        if (request == null || !faults.isEmpty()) {
            throw invalid(faults);
        }
        return request;
    }

    private <T> @Nullable T read(JsonNode document, Class<T> type, List<Problem.Fault> faults) {
        if (!document.isObject()) {
            faults.add(new Problem.Fault("", "must be an object"));
            return null;
        }
        unusable(document, "", faults);
        RecordComponent[] components = type.getRecordComponents();
        Set<String> known =
                Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            if (!known.contains(member.getKey())) {
                faults.add(new Problem.Fault(pointer("", member.getKey()), "unknown field"));
            }
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(components[i], document, faults);
        }
        T request = create(type, components, values);
        Set<String> named = new HashSet<>();
        faults.forEach(fault -> named.add(fault.pointer()));
        for (ConstraintViolation<T> violation : validator.validate(request)) {
            String pointer = pointer(violation.getPropertyPath());
            if (named.stream().noneMatch(fault -> fault.equals(pointer))) {
                faults.add(new Problem.Fault(pointer, violation.getMessage()));
            }
        }
        return request;
    }

    private @Nullable Object value(
            RecordComponent component, JsonNode document, List<Problem.Fault> faults) {
        JsonNode node = document.get(component.getName());
        if (node == null || node.isNull()) {
            return null;
        }
        try {
            return json.convertValue(node, json.constructType(component.getGenericType()));
        } catch (IllegalArgumentException e) {
            StringBuilder pointer = new StringBuilder(pointer("", component.getName()));
            if (e.getCause() instanceof JsonMappingException mapping) {
                for (JsonMappingException.Reference step : mapping.getPath()) {
                    pointer.append(
                            pointer(
                                    "",
                                    step.getFieldName() == null
                                            ? Integer.toString(step.getIndex())
                                            : step.getFieldName()));
                }
            }
            boolean inside = pointer.length() > component.getName().length() + 1;
            faults.add(
                    new Problem.Fault(
                            pointer.toString(),
                            inside ? "has the wrong type or form" : expected(component.getType())));
            return null;
        }
    }

    private static String expected(Class<?> type) {
        if (type == String.class) {
            return "must be text";
        }
        if (type == Integer.class || type == Long.class) {
            return "must be a whole number";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "must be a number";
        }
        if (type == Boolean.class) {
            return "must be true or false";
        }
        if (type == UUID.class) {
            return "must be a UUID";
        }
        if (List.class.isAssignableFrom(type)) {
            return "must be an array";
        }
        if (type.isEnum()) {
            return "must be one of " + Arrays.toString(type.getEnumConstants());
        }
        return "has the wrong type or form";
    }

    private static <T> T create(Class<T> type, RecordComponent[] components, Object[] values) {
        try {
            Constructor<T> constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    type + " must be a record whose components may all be null", e);
        }
    }

    /** PostgreSQL keeps no NUL in text, UTF-8 no half of a surrogate pair, and numeric no exponent of a million. */
    private static void unusable(JsonNode node, String at, List<Problem.Fault> faults) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    if (!isStorable(member.getKey())) {
                        faults.add(new Problem.Fault(at, "has a name with an unusable character"));
                    } else if (member.getKey().length() > LONGEST_NAME) {
                        faults.add(
                                new Problem.Fault(
                                        at,
                                        "has a name of more than " + LONGEST_NAME + " characters"));
                    } else {
                        unusable(member.getValue(), pointer(at, member.getKey()), faults);
                    }
                }
            }
            case ARRAY -> {
                for (int i = 0; i < node.size(); i++) {
                    unusable(node.get(i), at + "/" + i, faults);
                }
            }
            case STRING -> {
                int longest = at.lastIndexOf('/') == 0 ? LONGEST_TEXT : LONGEST_INNER_TEXT;
                if (node.textValue().length() > longest) {
                    faults.add(
                            new Problem.Fault(at, "must have at most " + longest + " characters"));
                } else if (!isStorable(node.textValue())) {
                    faults.add(new Problem.Fault(at, "holds a NUL or half of a surrogate pair"));
                }
            }
            case NUMBER -> {
                BigDecimal value = node.decimalValue();
                long exponent = (long) value.precision() - value.scale();
                if (Math.abs(exponent) > HIGHEST_EXPONENT) {
                    faults.add(new Problem.Fault(at, "is no number of any use here"));
                }
            }
            case BOOLEAN, NULL, MISSING, BINARY, POJO -> {}
        }
    }

    private static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\0') {
                return false;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static ProblemException invalid(List<Problem.Fault> faults) {
        return new ProblemException(
                ProblemType.INVALID,
                "The request is not valid.",
                faults.stream().sorted((a, b) -> a.pointer().compareTo(b.pointer())).toList());
    }

    private static String firstMember(String pointer) {
        return JsonPointer.compile(pointer).getMatchingProperty();
    }

    private static String pointer(String at, String name) {
        return at + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static String pointer(Path path) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append(pointer("", node.getName()));
            }
        }
        return pointer.toString();
    }

    private static ObjectMapper strictMapper() {
        JsonMapper mapper =
                JsonMapper.builder()
                        .addModule(new JavaTimeModule())
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .enable(
                                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                                DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .withCoercionConfig(
                                LogicalType.Textual,
                                text -> {
                                    text.setCoercion(
                                            CoercionInputShape.Integer, CoercionAction.Fail);
                                    text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                                    text.setCoercion(
                                            CoercionInputShape.Boolean, CoercionAction.Fail);
                                })
                        .build();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(DEEPEST)
                                .maxNumberLength(LONGEST_NUMBER)
                                .build());
        mapper.configure(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION, false);
        return mapper;
    }
}
