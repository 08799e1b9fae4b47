package dev.rushes.api.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the analysed videos of a show have in common. A long video counts for more than a short one: all averages and
 * shares are weighted by duration. Each says how many videos it comes from.
 *
 * @param showId null for all that the caller sees
 * @param videos registered, analysed or not
 * @param analysedVideos those that the figures come from, at most the newest 2,000
 * @param totalDurationSeconds of those
 * @param averageClipSeconds from cut to cut
 * @param pacing shares of fast, medium, slow and dynamic
 * @param music share with music
 * @param transitionPatterns the documents of the analysis, laid over each other: numbers as {@code {average, videos}},
 *     words and true/false as {@code {shares, videos}}
 * @param overlayUsage likewise
 * @param textStyle likewise
 * @param learned what planners follow: habits of the show's people and the videos, each explained; null without a show
 */
record StyleView(
        @Nullable UUID showId,
        long videos,
        int analysedVideos,
        BigDecimal totalDurationSeconds,
        Figure averageClipSeconds,
        Figure clipsPerMinute,
        Shares pacing,
        Figure music,
        JsonNode transitionPatterns,
        JsonNode overlayUsage,
        JsonNode textStyle,
        @Nullable StyleProfile learned) {
    StyleView with(StyleProfile learnt) {
        return new StyleView(
                showId,
                videos,
                analysedVideos,
                totalDurationSeconds,
                averageClipSeconds,
                clipsPerMinute,
                pacing,
                music,
                transitionPatterns,
                overlayUsage,
                textStyle,
                learnt);
    }

    /**
     * One number.
     *
     * @param value null where no video says it
     */
    record Figure(@Nullable BigDecimal value, int videos) {}

    /** Parts that add up to 1; none where no video says it. */
    record Shares(Map<String, BigDecimal> shares, int videos) {}
}
