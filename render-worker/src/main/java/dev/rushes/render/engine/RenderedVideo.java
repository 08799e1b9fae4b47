package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.sound.MeasuredSound;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished video, as measured in the file.
 *
 * @param frames pictures in it
 * @param frameRate frames a second
 * @param duration exact seconds
 * @param sound as it was coded; null in a GIF
 * @param warnings what a person should know of it, such as characters that no font has
 */
public record RenderedVideo(
        long frames,
        Rational frameRate,
        Rational duration,
        int width,
        int height,
        long sizeBytes,
        @Nullable MeasuredSound sound,
        List<String> warnings) {
    public RenderedVideo {
        warnings = List.copyOf(warnings);
    }

    /** The same with more to know. */
    public RenderedVideo with(List<String> more) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(more);
        return new RenderedVideo(frames, frameRate, duration, width, height, sizeBytes, sound, all);
    }
}
