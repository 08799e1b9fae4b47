package dev.rushes.render.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.job.RenderScope;

/**
 * What an attempt is to render.
 *
 * @param document the plan's edit structure
 * @param footage what the plan may use, as it was when the attempt began
 * @param scope how much of the plan, and in which shapes
 */
record Order(JsonNode document, EpisodeFootage footage, RenderScope scope) {}
