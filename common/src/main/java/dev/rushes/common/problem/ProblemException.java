package dev.rushes.common.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. Its text is shown to callers: no class names, no paths, no secrets. */
public class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final ProblemType type;
    private final transient @Nullable Duration retryAfter;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of(), null, null);
    }

    public ProblemException(ProblemType type, String detail, List<Problem.Fault> faults) {
        this(type, detail, faults, null, null);
    }

    private ProblemException(
            ProblemType type,
            String detail,
            List<Problem.Fault> faults,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(detail, cause);
        this.type = type;
        this.problem = Problem.of(type, detail, faults);
        this.retryAfter = retryAfter;
    }

    /** A 404 that says what was looked for. */
    public static ProblemException notFound(String what, Object id) {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no " + what + " " + id + ".");
    }

    /** A 503 with {@code Retry-After}. */
    public static ProblemException unavailable(String what, @Nullable Throwable cause) {
        return new ProblemException(
                ProblemType.UNAVAILABLE,
                what + " does not answer.",
                List.of(),
                Duration.ofSeconds(5),
                cause);
    }

    /** A 503 for work that goes on without its request: the next one waits for its end, so it may come at once. */
    public static ProblemException goesOn(String detail) {
        return new ProblemException(
                ProblemType.UNAVAILABLE, detail, List.of(), Duration.ofSeconds(1), null);
    }

    /** A 503 for what this installation does not have; asking again soon is of no use. */
    public static ProblemException notConfigured(ProblemType type, String detail) {
        return new ProblemException(type, detail, List.of(), Duration.ofHours(1), null);
    }

    public ProblemType type() {
        return type;
    }

    public Problem problem() {
        return problem;
    }

    /** For {@code Retry-After}, or null. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
