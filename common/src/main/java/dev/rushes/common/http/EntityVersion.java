package dev.rushes.common.http;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** The optimistic lock as HTTP sees it: {@code ETag} on reads, {@code If-Match} on writes (RFC 9110, 13.1.1). */
public final class EntityVersion {
    private EntityVersion() {}

    /** The strong entity tag of a row's version. */
    public static String tag(int version) {
        return "\"" + version + "\"";
    }

    /**
     * Checks a write's {@code If-Match}.
     *
     * @throws ProblemException 428 without the header, 412 where no tag in it is the current one
     */
    public static void require(@Nullable String ifMatch, int version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_REQUIRED,
                    "Send If-Match with the ETag of your last read.");
        }
        String current = tag(version);
        for (String tag : ifMatch.split(",", -1)) {
            if (tag.strip().equals(current) || tag.strip().equals("*")) {
                return;
            }
        }
        throw new ProblemException(
                ProblemType.PRECONDITION_FAILED,
                "It has changed since it was read; its ETag is " + current + " now.");
    }
}
