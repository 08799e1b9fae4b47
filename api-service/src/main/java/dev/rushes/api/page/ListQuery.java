package dev.rushes.api.page;

import dev.rushes.common.http.PageRequest;
import dev.rushes.common.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters that every list has. */
public class ListQuery {
    @QueryParam("limit")
    @Parameter(
            description = "Most items of the answer.",
            schema =
                    @Schema(
                            type = SchemaType.INTEGER,
                            minimum = "1",
                            maximum = "200",
                            defaultValue = "50"))
    @Nullable String limit;

    @QueryParam("after")
    @Parameter(description = "Where the part before ended: its \"next\".")
    @Nullable String after;

    /**
     * The part that is asked for.
     *
     * @throws ProblemException 400 where a parameter cannot be read
     */
    public PageRequest page() {
        return PageRequest.of(limit, after);
    }
}
