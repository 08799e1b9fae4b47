package dev.rushes.common.http;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
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

    /** A 400 that names the parameter. */
    public static ProblemException malformed(String name, String whatItMustBe) {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST, "\"" + name + "\" " + whatItMustBe + ".");
    }
}
