package dev.rushes.api.script.detection;

import dev.rushes.common.training.PacingRhythm;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the scenes are to come to.
 *
 * @param totalSeconds of all scenes together; null for as long as the script takes by itself
 */
public record Wish(@Nullable BigDecimal totalSeconds, PacingRhythm pacing) {}
