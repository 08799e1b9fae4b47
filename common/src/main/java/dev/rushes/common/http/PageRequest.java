package dev.rushes.common.http;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list a caller wants.
 *
 * @param limit most items of the answer, 1 to 200
 * @param after where the part before ended; null for the beginning
 */
public record PageRequest(int limit, @Nullable Cursor after) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    /**
     * Reads {@code ?limit=&after=}.
     *
     * @throws ProblemException 400 where one of them cannot be read
     */
    public static PageRequest of(@Nullable String limit, @Nullable String after) {
        return new PageRequest(
                limit == null || limit.isEmpty() ? DEFAULT_LIMIT : limit(limit),
                after == null || after.isEmpty() ? null : Cursor.parse(after));
    }

    /** How many rows to ask the database for: one more tells whether there is a next page. */
    public int rowsToRead() {
        return limit + 1;
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= HIGHEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below, with the bounds.
        }
        throw new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "\"limit\" must be a whole number from 1 to " + HIGHEST_LIMIT + ".");
    }
}
