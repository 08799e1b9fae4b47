package dev.rushes.common.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param next for {@code ?after=} of the next part; null where the list ends here
 */
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * A page of rows that were read one beyond the limit.
     *
     * @param rows at most {@link PageRequest#rowsToRead()}
     */
    public static <R, T> Page<T> of(
            List<R> rows, PageRequest wanted, Function<R, Cursor> place, Function<R, T> view) {
        boolean more = rows.size() > wanted.limit();
        List<R> shown = more ? rows.subList(0, wanted.limit()) : rows;
        return new Page<>(
                shown.stream().map(view).toList(),
                more ? place.apply(shown.getLast()).text() : null);
    }
}
