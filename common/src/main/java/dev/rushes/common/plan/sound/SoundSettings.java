package dev.rushes.common.plan.sound;

import org.jspecify.annotations.Nullable;

/**
 * What a plan asks of the finished video's sound.
 *
 * @param loudness null leaves the loudness as it is mixed
 */
public record SoundSettings(SoundLayout layout, @Nullable Loudness loudness) {
    /** Stereo, as loud as it is mixed. */
    public static final SoundSettings DEFAULT = new SoundSettings(SoundLayout.STEREO, null);
}
