package dev.rushes.api.page;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a caller wants: conditions on columns, in HQL or SQL, that must all hold, each with the value of its
 * parameter. A value that is missing does not choose.
 */
public final class RowFilter {
    private final StringBuilder condition = new StringBuilder("true = true");
    private final Map<String, Object> values = new LinkedHashMap<>();

    private RowFilter() {}

    /** Every row, until a condition is added. */
    public static RowFilter all() {
        return new RowFilter();
    }

    /** Only rows with that value; all where it is null. */
    public RowFilter equal(String column, @Nullable Object value) {
        return compared(column, "=", value);
    }

    /** Only rows with that value or a greater one; all where it is null. */
    public RowFilter atLeast(String column, @Nullable Object value) {
        return compared(column, ">=", value);
    }

    /** Only rows with a smaller value; all where it is null. */
    public RowFilter below(String column, @Nullable Object value) {
        return compared(column, "<", value);
    }

    /** Only rows for which a condition without parameters holds. */
    public RowFilter holding(String further) {
        condition.append(" and (").append(further).append(')');
        return this;
    }

    /** Only rows for which a condition holds with the value of its only parameter. */
    public RowFilter holding(String further, String parameter, Object value) {
        values.put(parameter, value);
        return holding(further);
    }

    private RowFilter compared(String column, String how, @Nullable Object value) {
        if (value != null) {
            String parameter = "wanted" + values.size();
            condition.append(" and %s %s :%s".formatted(column, how, parameter));
            values.put(parameter, value);
        }
        return this;
    }

    /** All conditions together, true for every row where there are none. */
    public String condition() {
        return condition.toString();
    }

    /** The values of the condition's parameters, by name. */
    public Map<String, Object> values() {
        return Map.copyOf(values);
    }
}
