package dev.rushes.common.http;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in a list that is ordered by time and id. Opaque to callers.
 *
 * @param at the row's time, to the microsecond that PostgreSQL keeps
 * @param id the row's key as text, a UUID or a whole number; breaks ties of rows made in the same microsecond
 */
public record Cursor(Instant at, String id) {
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

    public Cursor {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** The key, in the type that the list's rows have it. */
    public <K> K key(Class<K> type) {
        try {
            return type.cast(type == UUID.class ? UUID.fromString(id) : Long.valueOf(id));
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    /** What {@code next} says and {@code ?after=} takes back. */
    public String text() {
        return TO_TEXT.encodeToString((at + " " + id).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Reads a cursor that a list gave out.
     *
     * @throws ProblemException 400 for anything else
     */
    public static Cursor parse(String text) {
        try {
            String plain =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            int space = plain.indexOf(' ');
            if (space < 0) {
                throw unknown();
            }
            return new Cursor(Instant.parse(plain.substring(0, space)), plain.substring(space + 1));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST, "\"after\" is not a cursor of this list.");
    }
}
