package dev.rushes.common.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error answer, {@code application/problem+json} (RFC 9457).
 *
 * @param errors every fault of an invalid document, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        URI type, String title, int status, String detail, @Nullable List<Fault> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One fault of a document.
     *
     * @param pointer JSON pointer (RFC 6901) into the request body, or the name of a parameter
     */
    public record Fault(String pointer, String detail) {}

    public static Problem of(ProblemType type, String detail) {
        return of(type, detail, List.of());
    }

    public static Problem of(ProblemType type, String detail, List<Fault> faults) {
        return new Problem(
                type.uri(),
                type.title(),
                type.status(),
                detail,
                faults.isEmpty() ? null : List.copyOf(faults));
    }
}
