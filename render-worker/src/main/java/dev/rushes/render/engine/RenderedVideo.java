package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.sound.MeasuredSound;
import org.jspecify.annotations.Nullable;

/**
 * A finished video, as measured in the file.
 *
 * @param frames pictures in it
 * @param frameRate frames a second
 * @param duration exact seconds
 * @param sound as it was coded; null in a GIF
 */
public record RenderedVideo(
        long frames,
        Rational frameRate,
        Rational duration,
        int width,
        int height,
        long sizeBytes,
        @Nullable MeasuredSound sound) {}
