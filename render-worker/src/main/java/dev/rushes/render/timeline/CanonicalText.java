package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values as a text that is equal where they are, and only there: strings carry their length, so that no content can
 * look like structure. Records are written with all their components, so that a new one cannot be forgotten.
 */
final class CanonicalText {
    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> identities;

    /**
     * @param identities what stands for a key, so that a name does not count and a new content does
     */
    CanonicalText(Map<String, String> identities) {
        this.identities = identities;
    }

    /** Adds a line. */
    CanonicalText add(String name, @Nullable Object value) {
        return add(name, value, Set.of());
    }

    /** Adds a record's line without some of the components that it has itself. */
    CanonicalText add(String name, @Nullable Object value, Set<String> without) {
        text.append(name).append(' ');
        write(value, without);
        text.append('\n');
        return this;
    }

    private void write(@Nullable Object value, Set<String> without) {
        switch (value) {
            case null -> text.append('-');
            case String words -> write(words);
            case Rational number -> text.append(number);
            case Number number -> text.append(number);
            case Boolean yes -> text.append(yes);
            case Enum<?> constant -> text.append(constant.name());
            case List<?> list -> write(list);
            case Record plain -> write(plain, without);
            default ->
                    throw new IllegalArgumentException(
                            "not a value that a picture may depend on: " + value.getClass());
        }
    }

    private void write(String words) {
        @Nullable String identity = identities.get(words);
        if (identity != null) {
            text.append('@');
        }
        String written = identity == null ? words : identity;
        text.append(written.length()).append(':').append(written);
    }

    private void write(List<?> list) {
        text.append('[');
        for (Object item : list) {
            write(item, Set.of());
            text.append(' ');
        }
        text.append(']');
    }

    private void write(Record plain, Set<String> without) {
        text.append(plain.getClass().getSimpleName()).append('{');
        for (RecordComponent component : plain.getClass().getRecordComponents()) {
            if (!without.contains(component.getName())) {
                text.append(component.getName()).append('=');
                write(read(plain, component), Set.of());
                text.append(' ');
            }
        }
        text.append('}');
    }

    private static @Nullable Object read(Record plain, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(plain);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("reading " + component, e);
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
