package dev.rushes.common.http;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Query parameters that are more than text. JAX-RS itself would answer 404 for a malformed one; the contract is 400. */
public final class Parameter {
    private Parameter() {}

    /**
     * A UUID, or null where the parameter is missing.
     *
     * @throws ProblemException 400 for anything else
     */
    public static @Nullable UUID uuid(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw malformed(name, "must be a UUID");
        }
    }

    /** A text, or null where the parameter is missing or empty. */
    public static @Nullable String text(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /**
     * {@code true} or {@code false}, or null where the parameter is missing.
     *
     * @throws ProblemException 400 for anything else
     */
    public static @Nullable Boolean bool(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw malformed(name, "must be true or false");
        };
    }

    /**
     * A time in ISO 8601, or null where the parameter is missing.
     *
     * @throws ProblemException 400 for anything else
     */
    public static @Nullable Instant instant(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw malformed(name, "must be a time such as 2026-11-23T12:00:00Z");
        }
    }

    /** A 400 that names the parameter. */
    public static ProblemException malformed(String name, String whatItMustBe) {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST, "\"" + name + "\" " + whatItMustBe + ".");
    }
}
