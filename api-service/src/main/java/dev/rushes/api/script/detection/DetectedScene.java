package dev.rushes.api.script.detection;

import dev.rushes.common.show.EnergyLevel;
import dev.rushes.common.show.ScriptSceneType;
import java.math.BigDecimal;

/**
 * A scene that was found.
 *
 * @param name INTRO, MAIN-1, TRANSITION-1, OUTRO; once in a script
 * @param targetSeconds to hundredths; those of all scenes add up to the wished total exactly
 * @param clipsNeeded at least 1
 */
public record DetectedScene(
        String name,
        ScriptSceneType type,
        BigDecimal targetSeconds,
        EnergyLevel energy,
        int clipsNeeded,
        VisualRequirements requirements) {}
