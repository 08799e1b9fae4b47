package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.sound.SoundSettings;
import org.jspecify.annotations.Nullable;

/**
 * What the plan asks of the finished video.
 *
 * @param width pixels, even, or null for the default
 * @param height pixels, even, or null for the default
 * @param frameRate frames a second; null is the first clip's rate
 * @param background the colour around contained pictures as 0xRRGGBB
 */
public record OutputSettings(
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Rational frameRate,
        Quality quality,
        int background,
        SoundSettings sound) {
    public static final int DEFAULT_WIDTH = 1920;
    public static final int DEFAULT_HEIGHT = 1080;
    public static final OutputSettings DEFAULT =
            new OutputSettings(null, null, null, Quality.STANDARD, 0x000000, SoundSettings.DEFAULT);

    public OutputSettings withQuality(Quality wanted) {
        return new OutputSettings(width, height, frameRate, wanted, background, sound);
    }
}
