package dev.rushes.common.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What was measured in a training video.
 *
 * @param duration seconds
 * @param averageClip seconds from one change of shots to the next
 * @param transitions {@code {count, shares: {cut, dissolve, wipe, fade, other}, gradualSeconds}}
 * @param overlays {@code {perMinute, share, places}}
 * @param texts {@code {places, secondsShown}}
 * @param music null without sound
 */
public record TrainingFigures(
        BigDecimal duration,
        @Nullable BigDecimal averageClip,
        @Nullable Integer clips,
        @Nullable PacingRhythm pacing,
        @Nullable JsonNode transitions,
        @Nullable JsonNode overlays,
        @Nullable JsonNode texts,
        @Nullable Boolean music) {}
