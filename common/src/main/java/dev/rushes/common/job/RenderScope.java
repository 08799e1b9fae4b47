package dev.rushes.common.job;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * How much of a plan a job renders, and in which shapes.
 *
 * @param range {start, end} in seconds of the programme, or null for all of it
 * @param variants the shapes asked for with the job, or null for those of the plan
 */
public record RenderScope(@Nullable JsonNode range, @Nullable JsonNode variants) {
    /** All of the plan, as the plan says. */
    public static final RenderScope WHOLE = new RenderScope(null, null);
}
