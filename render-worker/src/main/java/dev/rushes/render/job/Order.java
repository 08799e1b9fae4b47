package dev.rushes.render.job;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an attempt is to render.
 *
 * @param document the plan's edit structure
 * @param footage what the plan may use, as it was when the attempt began
 */
record Order(JsonNode document, EpisodeFootage footage) {}
